package dev.cairn.desktop.conflict;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Settlement;
import dev.cairn.contracts.metadata.Settlement.Keep;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.contracts.upload.EndpointAttributes;
import dev.cairn.desktop.merge.TextMerge;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.remote.SpaceServer;
import dev.cairn.desktop.transfer.WholeContent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Merges conflicts of texts on the server (ADR 0176). An {@link IOException}: nobody answered; whether the merged text arrived is seen when
 * they are merged again.
 */
public final class Merging {
    private static final MergeOutcome TOO_LONG =
            new MergeOutcome.Refused("texts of more than " + (TextMerge.BYTES_MAX >> 20) + " MiB are not merged");

    private final Http http;
    private final Conflicts conflicts;
    private final InstantSource clock;
    private final Ids ids;

    public Merging(Http http, InstantSource clock, RandomGenerator random) {
        this.http = http;
        this.conflicts = new Conflicts(http);
        this.clock = clock;
        this.ids = new Ids(clock, random);
    }

    /**
     * Merges the two texts of a conflict as it is now, against the version both began with. When they go together the result is the newest
     * version of the original, and the copy goes to the trash. That is two requests: {@link MergeOutcome.HalfDone} when only the first
     * came to pass. What the server refuses of this conflict is an outcome; an exception is what it would refuse of any.
     */
    public MergeOutcome merge(OpenConflict listed) throws IOException {
        try {
            var detail = conflicts.detail(listed);
            return detail.isEmpty()
                    ? new MergeOutcome.Over()
                    : mergeNow(new OpenConflict(listed.folder(), detail.get().conflict()));
        } catch (ProblemException e) {
            return switch (e.problem()) {
                case STALE_BASE, NOT_FOUND -> new MergeOutcome.Refused("somebody changed it meanwhile; try again");
                case UNAUTHENTICATED, TOO_MANY_REQUESTS, UNAVAILABLE, STORAGE_FULL -> throw e;
                default -> new MergeOutcome.Refused(e.detail());
            };
        }
    }

    private MergeOutcome mergeNow(OpenConflict open) throws IOException {
        var conflict = open.conflict();
        var base = conflict.base();
        if (!(conflict.copy() instanceof Node.File copy) || !(conflict.original() instanceof Node.File original)) {
            return new MergeOutcome.Refused("a folder cannot be merged");
        }
        if (base == null) {
            return new MergeOutcome.Refused("there is no version that both began with");
        }
        if (Math.max(copy.size(), original.size()) > TextMerge.BYTES_MAX) {
            return TOO_LONG;
        }
        var space = open.folder().space();
        Optional<byte[]> began;
        try {
            began = bytes(space, original.id(), base);
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return new MergeOutcome.Refused("the version that both began with is not kept any more");
            }
            throw e;
        }
        var mine = bytes(space, copy.id(), copy.version());
        var theirs = bytes(space, original.id(), original.version());
        if (began.isEmpty() || mine.isEmpty() || theirs.isEmpty()) {
            return TOO_LONG;
        }
        return switch (TextMerge.merge(began.get(), mine.get(), theirs.get())) {
            case TextMerge.Refused refused -> new MergeOutcome.Refused(refused.why());
            case TextMerge.Overlapping overlapping -> new MergeOutcome.Overlapping(overlapping.regions());
            case TextMerge.Merged merged
            when Arrays.equals(merged.bytes(), theirs.get()) -> {
                conflicts.settle(open, conflict.settlement(Keep.ORIGINAL));
                yield new MergeOutcome.Settled();
            }
            case TextMerge.Merged merged -> settled(open, copy.version(), put(space, original, merged.bytes()));
        };
    }

    private MergeOutcome settled(OpenConflict open, VersionId copy, VersionId merged) {
        try {
            conflicts.settle(open, new Settlement(Keep.ORIGINAL, copy, merged, null));
            return new MergeOutcome.Settled();
        } catch (ProblemException e) {
            return switch (e.problem()) {
                case NOT_FOUND -> new MergeOutcome.Settled();
                case STALE_BASE -> new MergeOutcome.HalfDone("one of the two was changed meanwhile");
                default -> new MergeOutcome.HalfDone(e.detail());
            };
        } catch (IOException e) {
            return new MergeOutcome.HalfDone("the server does not answer any more");
        }
    }

    private Optional<byte[]> bytes(SpaceId space, NodeId node, VersionId version) throws IOException {
        var ticket =
                http.post("/api/v1/spaces/" + space + "/nodes/" + node + "/ticket?version=" + version, Ticketed.class);
        return http.download(
                Objects.requireNonNull(ticket.url(), "a ticket for a content has an address"), TextMerge.BYTES_MAX);
    }

    /** A version that keeps what is said of the file, except what was said of its bytes. */
    private VersionId put(SpaceId space, Node.File original, byte[] bytes) throws IOException {
        var server = new SpaceServer(http, space, clock);
        var manifest = WholeContent.send(server, bytes);
        var put = new Operation.PutFile(
                new OperationId(ids.next()),
                original.id(),
                Objects.requireNonNull(original.parent()),
                original.name(),
                original.version(),
                manifest.id(),
                bytes.length,
                clock.instant(),
                original.executable(),
                EndpointAttributes.free(original.attributes()));
        var reply = server.commit(new CommitRequest(WholeContent.bundle(manifest), List.of(put)));
        return switch (reply.results().getFirst()) {
            case OperationResult.Applied applied ->
                ((Node.File) Objects.requireNonNull(applied.node(), "a file that was put is there")).version();
            case OperationResult.Rejected rejected -> throw new ProblemException(rejected.problem(), rejected.detail());
        };
    }
}
