package dev.cairn.storage.chunk;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.local.LocalBlobStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A process that stores files for ever and says which are acknowledged: {@code seed} after {@code put} returned. Made to be killed. */
final class UploadUntilKilled {
    private static final int WRITERS = 4;

    private UploadUntilKilled() {}

    /** The file of a seed. */
    static byte[] file(long seed) {
        var random = new Random(seed);
        var bytes = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 2_000_000 : 20_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Arguments: folder, space, first seed, JDBC URL, role, password. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var space = SpaceId.of(arguments[1]);
        long first = Long.parseLong(arguments[2]);
        var database = new HikariDataSource();
        database.setJdbcUrl(arguments[3]);
        database.setUsername(arguments[4]);
        database.setPassword(arguments[5]);
        var blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        var engine = new Engine(database, blobs, folder.resolve("root.key"));
        for (int writer = 0; writer < WRITERS; writer++) {
            long from = first + writer;
            Thread.ofPlatform().start(() -> upload(engine, space, from));
        }
    }

    private static void upload(Engine engine, SpaceId space, long from) {
        for (long seed = from; ; seed += WRITERS) {
            var chunks = Bundles.chunks(file(seed));
            engine.api.put(space, Bundles.ofChunks(chunks, true));
            engine.api.putManifests(space, Bundles.ofManifests(List.of(Bundles.manifest(chunks))));
            System.out.println("stored " + seed);
        }
    }
}
