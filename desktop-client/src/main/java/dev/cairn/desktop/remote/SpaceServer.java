package dev.cairn.desktop.remote;

import dev.cairn.content.BundleLimits;
import dev.cairn.content.BundleReader;
import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.SumsList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.desktop.limit.Traffic;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A space over HTTP. */
public final class SpaceServer implements RemoteServer {
    private static final Duration TICKET_RESERVE = Duration.ofMinutes(1);
    private static final int DELTA_MAX = 1_000;

    private final Http http;
    private final InstantSource clock;
    private final String path;
    private @Nullable Ticketed ticket;

    public SpaceServer(Http http, SpaceId space, InstantSource clock) {
        this.http = http;
        this.clock = clock;
        this.path = "/api/v1/spaces/" + space;
    }

    /** What its requests are held to. */
    public Traffic traffic() {
        return http.traffic();
    }

    @Override
    public Space space() throws IOException {
        return http.get(path, Space.class);
    }

    @Override
    public Delta delta(@Nullable String cursor) throws IOException {
        return http.get(
                path + "/delta?limit=" + DELTA_MAX
                        + (cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)),
                Delta.class);
    }

    /** As {@link #delta}, held open until something changes, at most {@code seconds}. */
    public Delta await(String cursor, int seconds) throws IOException {
        return http.get(
                path + "/delta?limit=1&wait=" + seconds + "&cursor="
                        + URLEncoder.encode(cursor, StandardCharsets.UTF_8),
                Delta.class);
    }

    @Override
    public List<ChunkId> missing(Collection<ChunkId> ids) throws IOException {
        var list = ChunkIdList.encode(ids);
        return ChunkIdList.decode(http.bytes(path + "/chunks/missing", list, list.length));
    }

    @Override
    public void put(byte[] bundle, int length) throws IOException {
        http.bytes(path + "/chunks", bundle, length);
    }

    @Override
    public Map<ChunkId, BlockSums> sums(Collection<ChunkId> ids) throws IOException {
        var list = ChunkIdList.encode(ids);
        try {
            return SumsList.decode(http.bytes(path + "/chunks/sums", list, list.length));
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private static IOException damaged(IllegalArgumentException e) {
        return new IOException("the server's reply was cut off or damaged: " + e.getMessage(), e);
    }

    @Override
    public void patch(List<PatchList.Entry> patches) throws IOException {
        var list = PatchList.encode(patches);
        http.bytes(path + "/chunks/patches", list, list.length);
    }

    @Override
    public List<PatchList.Entry> patches(Collection<ChunkPair> pairs) throws IOException {
        var list = ChunkPair.encode(pairs);
        return withTicket(ticket -> {
            try {
                return PatchList.decode(http.bytes(path + "/fetch/patches", list, FetchRequest.TICKET_HEADER, ticket));
            } catch (IllegalArgumentException e) {
                throw damaged(e);
            }
        });
    }

    @Override
    public CommitReply commit(CommitRequest request) throws IOException {
        return CommitReply.of(() -> http.send("POST", path + "/commit", request, CommitReply.class));
    }

    @Override
    public void fetch(FetchRequest request, FrameSink sink) throws IOException {
        withTicket(ticket -> {
            try (var body = http.stream(path + "/fetch", request, FetchRequest.TICKET_HEADER, ticket)) {
                var bundle = new BundleReader(body, BundleLimits.STREAM);
                for (var frame = bundle.next(); frame != null; frame = bundle.next()) {
                    sink.frame(frame);
                }
                return true;
            } catch (IllegalArgumentException e) {
                throw damaged(e);
            }
        });
    }

    private interface Ticketing<T> {
        T with(String ticket) throws IOException;
    }

    /** A ticket that is not taken is taken for one that has expired, once. */
    private <T> T withTicket(Ticketing<T> request) throws IOException {
        for (boolean again = true; ; again = false) {
            try {
                return request.with(ticket(!again));
            } catch (ProblemException e) {
                if (!again || (e.problem() != Problem.EXPIRED && e.problem() != Problem.FORBIDDEN)) {
                    throw e;
                }
            }
        }
    }

    private synchronized String ticket(boolean fresh) throws IOException {
        var known = ticket;
        if (fresh || known == null || known.expires().minus(TICKET_RESERVE).isBefore(clock.instant())) {
            known = http.post(path + "/ticket", Ticketed.class);
            ticket = known;
        }
        return known.ticket();
    }
}
