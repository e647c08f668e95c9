package dev.cairn.storage.gc;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.content.ContentIdList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.Held;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.chunk.Engine;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A process that uploads, deletes, collects and compacts for ever, and says each name and each pass. Made to be killed. */
final class CollectUntilKilled {
    private CollectUntilKilled() {}

    /** The file of a seed, whose first half another four have too. */
    static byte[] file(long seed) {
        var shared = new byte[30_000];
        new Random(seed / 5).nextBytes(shared);
        var own = new byte[30_000];
        new Random(~seed).nextBytes(own);
        return ByteBuffer.allocate(60_000).put(shared).put(own).array();
    }

    /** Arguments: folder, space, first seed, JDBC URL, role, password. */
    public static void main(String[] arguments) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        var folder = Path.of(arguments[0]);
        var space = SpaceId.of(arguments[1]);
        long first = Long.parseLong(arguments[2]);
        var database = new HikariDataSource();
        database.setJdbcUrl(arguments[3]);
        database.setUsername(arguments[4]);
        database.setPassword(arguments[5]);
        var blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        var engine = new Engine(database, blobs, folder.resolve("root.key"));
        engine.rebuild.adoptUnknown();
        var names = new JdbcModelNames(engine.jdbc, space);
        Thread.ofPlatform().start(() -> upload(engine, names, first));
        for (int collector = 0; collector < 2; collector++) {
            Thread.ofPlatform().start(() -> collect(database, engine, blobs, names));
        }
    }

    private static void upload(Engine engine, JdbcModelNames names, long from) {
        for (long seed = from; ; seed++) {
            var chunks = Bundles.chunks(file(seed));
            var manifest = Bundles.manifest(chunks);
            boolean named = false;
            while (!named) {
                try {
                    engine.api.put(names.space(), Bundles.ofChunks(chunks, false));
                    engine.api.putManifests(names.space(), Bundles.ofManifests(List.of(manifest)));
                    var pin = engine.api.pin(names.space(), ContentIdList.encode(List.of(manifest.id())));
                    named = names.commit(seed, pin.epoch(), manifest.id());
                } catch (ProblemException e) {
                    if (e.problem() != Problem.CHUNKS_MISSING) {
                        throw e;
                    }
                }
            }
            System.out.println("named " + seed);
            if (seed % 3 != 0) {
                names.purge(seed - 2);
            }
        }
    }

    private static void collect(HikariDataSource database, Engine engine, LocalBlobStore blobs, JdbcModelNames names) {
        var collector = Collecting.collector(
                database,
                engine,
                blobs,
                names,
                _ -> new Held(Long.MAX_VALUE),
                Collecting.EAGER,
                new Random(),
                Engine.Seam.NONE);
        while (true) {
            var pass = collector.pass(true, false, Pace.UNBOUNDED);
            System.out.println("pass " + pass.deleted() + " " + pass.compacted() + " " + pass.unlinked());
        }
    }
}
