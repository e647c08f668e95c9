package dev.cairn.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.contracts.upload.CommitRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class WireFormTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SpaceId SPACE = SpaceId.of("00000000-0000-7000-8000-000000000001");
    private static final NodeId NODE = NodeId.of("00000000-0000-7000-8000-000000000002");
    private static final NodeId ROOT = NodeId.of("00000000-0000-7000-8000-000000000003");
    private static final VersionId VERSION = VersionId.of("00000000-0000-7000-8000-000000000004");
    private static final OperationId OPERATION = OperationId.of("00000000-0000-7000-8000-000000000005");
    private static final ContentId CONTENT = ContentId.parse("ab".repeat(32));
    private static final Instant BEFORE_1970 = Instant.parse("1955-11-05T06:15:00.123456789Z");

    private static final Node.File FILE =
            new Node.File(NODE, ROOT, "e\u0301 + 100%.txt", 7, BEFORE_1970, VERSION, CONTENT, 0, false, null);

    @Test
    void aFileKeepsItsNameItsTimeAndItsZeroes() {
        var text = JSON.writeValueAsString((Node) FILE);
        assertThat(text)
                .isEqualTo("{\"kind\":\"file\",\"id\":\"" + NODE + "\",\"parent\":\"" + ROOT
                        + "\",\"name\":\"e\u0301 + 100%.txt\",\"sequence\":7,\"modified\":\"1955-11-05T06:15:00.123456789Z\","
                        + "\"version\":\"" + VERSION + "\",\"content\":\"" + CONTENT
                        + "\",\"size\":0,\"executable\":false}");
        assertThat(JSON.readValue(text, Node.class)).isEqualTo(FILE);
    }

    @Test
    void everyOperationSurvivesTheWire() {
        var operations = new Operations(List.of(
                new Operation.CreateFolder(OPERATION, NODE, ROOT, "docs", BEFORE_1970),
                new Operation.PutFile(
                        OPERATION, NODE, ROOT, "a", null, CONTENT, 5, BEFORE_1970, true, Map.of("etag", "x")),
                new Operation.PutFile(OPERATION, NODE, ROOT, "a", VERSION, CONTENT, 5, BEFORE_1970, true, Map.of()),
                new Operation.PutPath(OPERATION, "a/b", CONTENT, 5, BEFORE_1970, false, Map.of()),
                new Operation.Touch(OPERATION, NODE, BEFORE_1970, true),
                new Operation.Move(OPERATION, NODE, ROOT, "b"),
                new Operation.Delete(OPERATION, NODE, VERSION, null),
                new Operation.NoteConflict(OPERATION, NODE, ROOT, VERSION, "laptop", BEFORE_1970)));
        assertThat(JSON.readValue(JSON.writeValueAsBytes(operations), Operations.class))
                .isEqualTo(operations);
    }

    @Test
    void resultsAndDeltasSurviveTheWire() {
        var rejected = new OperationResult.Rejected(OPERATION, Problem.STALE_BASE, "newer", FILE);
        assertThat(JSON.readValue(JSON.writeValueAsBytes(rejected), OperationResult.class))
                .isEqualTo(rejected);
        var delta = new Delta(
                SPACE, List.of(new Change.Upserted(FILE), new Change.Removed(NODE, 8)), "cursor", true, false);
        var message = new ServerMessage.Pushed("before", delta);
        assertThat(JSON.readValue(JSON.writeValueAsBytes(message), ServerMessage.class))
                .isEqualTo(message);
    }

    @Test
    void anEventSurvivesTheWire() {
        var account = AccountId.of("00000000-0000-7000-8000-000000000006");
        var event = new Event.NodesChanged(
                SPACE,
                "Personal",
                6,
                7,
                "cursor",
                List.of(new Change.Upserted(FILE)),
                true,
                List.of(new Event.Note(Event.Action.CREATED, NODE, "a", false)),
                account,
                "ann",
                null);
        var envelope = new EventEnvelope(EventId.of("00000000-0000-7000-8000-000000000007"), BEFORE_1970, event);
        assertThat(JSON.readValue(JSON.writeValueAsBytes(envelope), EventEnvelope.class))
                .isEqualTo(envelope);
    }

    @Test
    void aCommitCarriesItsManifestsAsBase64() {
        var request = JSON.readValue("{\"manifests\":\"AQID\",\"operations\":[]}", CommitRequest.class);
        assertThat(request.manifests()).containsExactly(1, 2, 3);
    }

    @Test
    void anIdentifierHasOneSpelling() {
        assertThatThrownBy(() -> JSON.readValue("\"1-1-1-1-1\"", NodeId.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JSON.readValue("\"abc\"", ContentId.class)).isInstanceOf(JacksonException.class);
    }
}
