package dev.cairn.desktop.conflict;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Conflict;
import dev.cairn.contracts.metadata.ConflictDetail;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Settlement;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.session.ClientJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Answers as a server would that knows one conflict, over HTTP, and lets somebody write at the worst moment. */
final class ConflictServer implements AutoCloseable {
    private static final Instant TIME = Instant.parse("2026-11-21T10:00:00Z");

    final List<Operation.PutFile> put = new ArrayList<>();
    final List<Settlement> settlements = new ArrayList<>();
    /** What the commit is refused for. */
    @Nullable
    Problem commitRefused;
    /** Somebody writes to the copy between commit and settlement. */
    boolean copyWrittenTo;

    private final Ids ids = new Ids(InstantSource.fixed(TIME), new Random(1));
    private final SpaceId space = new SpaceId(ids.next());
    private final NodeId root = new NodeId(ids.next());
    private final VersionId base = new VersionId(ids.next());
    private final Map<String, byte[]> contents = new HashMap<>();
    private final HttpServer server;
    private final HttpClient client = Http.newClient();
    private Node.File copy;
    private Node.File original;
    private boolean over;

    ConflictServer(String before, String mine, String theirs, Map<String, String> attributes) throws IOException {
        contents.put(base.toString(), before.getBytes(StandardCharsets.UTF_8));
        copy = file("plan (conflicted copy).md", mine, Map.of());
        original = file("plan.md", theirs, attributes);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private Node.File file(String name, String text, Map<String, String> attributes) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var version = new VersionId(ids.next());
        contents.put(version.toString(), bytes);
        return new Node.File(
                new NodeId(ids.next()),
                root,
                name,
                1,
                TIME,
                version,
                ContentId.of(bytes, 0, bytes.length),
                bytes.length,
                false,
                attributes);
    }

    Http http() {
        return new Http(
                URI.create("http://localhost:" + server.getAddress().getPort()), client, ClientJson.MAPPER, null);
    }

    /** The conflict as it is now. */
    OpenConflict open() {
        return new OpenConflict(new SyncedFolder("f", space, root, "personal", "/synced"), conflict());
    }

    /** What has the name. */
    Node.File original() {
        return original;
    }

    boolean isOver() {
        return over;
    }

    private Conflict conflict() {
        return new Conflict(
                copy,
                copy.name(),
                original,
                original.name(),
                base,
                "laptop",
                null,
                new AccountId(root.value()),
                "ann",
                TIME,
                false,
                "1.f00d.7");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            try {
                send(exchange, 200, reply(path, exchange.getRequestURI().getQuery(), body));
            } catch (ProblemException e) {
                send(exchange, e.problem().status(), json(ProblemDocument.of(e)));
            }
        }
    }

    private byte[] reply(String path, @Nullable String query, byte[] body) {
        if (path.endsWith("/ticket")) {
            var version = String.valueOf(query).substring("version=".length());
            return json(new Ticketed(version, "/api/v1/content/" + version, TIME));
        } else if (path.startsWith("/api/v1/content/")) {
            return contents.getOrDefault(path.substring("/api/v1/content/".length()), new byte[0]);
        } else if (path.endsWith("/chunks/missing")) {
            return body;
        } else if (path.endsWith("/chunks")) {
            return new byte[0];
        } else if (path.endsWith("/commit")) {
            return json(commit(ClientJson.MAPPER.readValue(body, CommitRequest.class)));
        } else if (path.endsWith("/settle")) {
            return json(settle(ClientJson.MAPPER.readValue(body, Settlement.class)));
        } else if (path.endsWith("/conflicts/" + copy.id()) && !over) {
            return json(new ConflictDetail(conflict(), 1, 1));
        }
        throw ProblemException.notFound(path);
    }

    private CommitReply commit(CommitRequest request) {
        if (commitRefused != null) {
            throw new ProblemException(commitRefused, "refused");
        }
        var operation = (Operation.PutFile) request.operations().getFirst();
        put.add(operation);
        original = new Node.File(
                original.id(),
                root,
                original.name(),
                2,
                operation.modified(),
                new VersionId(ids.next()),
                operation.content(),
                operation.size(),
                operation.executable(),
                operation.attributes());
        if (copyWrittenTo) {
            copy = new Node.File(
                    copy.id(),
                    root,
                    copy.name(),
                    3,
                    TIME,
                    new VersionId(ids.next()),
                    copy.content(),
                    copy.size(),
                    false,
                    Map.of());
        }
        return new CommitReply(
                List.of(new OperationResult.Applied(operation.id(), original, 2)), "1.f00d.7", "1.f00d.8");
    }

    private Node settle(Settlement settlement) {
        if (!copy.version().equals(settlement.copyVersion())
                || !original.version().equals(settlement.originalVersion())) {
            throw new ProblemException(Problem.STALE_BASE, "written to meanwhile");
        }
        settlements.add(settlement);
        over = true;
        return original;
    }

    private static byte[] json(Object value) {
        return ClientJson.MAPPER.writeValueAsBytes(value);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
