package dev.cairn.bench.storage;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.Encoded;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.postgres.EmbeddedPostgres;
import dev.cairn.postgres.PostgresSettings;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.Contents;
import dev.cairn.storage.chunk.PackCheck;
import dev.cairn.storage.job.Jobs;
import dev.cairn.storage.pack.PackId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The storage service as it is, with a PostgreSQL of its own, called without HTTP. */
public final class StorageEngine implements AutoCloseable {
    private static final String DATABASE = "cairn";
    private static final int BUNDLE_OVERHEAD = 64;
    private static final SpaceId SPACE = new SpaceId(new UUID(1, 1));

    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext context;
    private final ChunkApi chunks;

    private StorageEngine(EmbeddedPostgres postgres, ConfigurableApplicationContext context) {
        this.postgres = postgres;
        this.context = context;
        this.chunks = context.getBean(ChunkApi.class);
    }

    /** Starts it on new data below {@code folder}. */
    public static StorageEngine start(Path folder) throws IOException {
        return start(folder, List.of());
    }

    /** As {@link #start(Path)}, with more settings of the form {@code --some.property=value}. */
    static StorageEngine start(Path folder, List<String> settings) throws IOException {
        Files.createDirectories(folder);
        var secret = Files.writeString(
                folder.resolve("cluster-secret"), HexFormat.of().formatHex(new byte[ClusterSecret.LENGTH_BYTES]));
        var database = PostgresSettings.in(folder.resolve("postgres"));
        var unpacked = System.getenv("CAIRN_POSTGRES_BINARIES");
        var postgres = EmbeddedPostgres.start(unpacked == null ? database : database.withBinaries(Path.of(unpacked)));
        postgres.ensureDatabase(DATABASE);
        var own = Stream.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--cairn.cluster-secret-file=" + secret,
                "--cairn.data=" + folder,
                "--spring.datasource.url=" + postgres.jdbcUrl(DATABASE),
                "--spring.datasource.username=" + postgres.role(),
                "--spring.datasource.password=" + postgres.password(),
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn");
        var context = new SpringApplicationBuilder(AloneApplication.class)
                .run(Stream.concat(own, settings.stream()).toArray(String[]::new));
        return new StorageEngine(postgres, context);
    }

    /** Puts a blob as one chunk of one bundle. */
    void put(byte[] blob) throws IOException {
        var bundle = new ByteArrayOutputStream(blob.length + BUNDLE_OVERHEAD);
        var out = new BundleWriter(bundle);
        out.chunk(ChunkId.of(blob, 0, blob.length), new Encoded(Codec.RAW, blob.length, blob, 0, blob.length));
        out.end();
        chunks.put(SPACE, bundle.toByteArray());
    }

    /** The storage service as other services call it. */
    public ChunkApi chunks() {
        return chunks;
    }

    /** Bytes of the packs that were put since ever. */
    public long packBytes() {
        return context.getBean(JdbcClient.class)
                .sql("SELECT coalesce(sum(bytes), 0) FROM storage.packs")
                .query(Long.class)
                .single();
    }

    /** Packs that were put since ever. */
    long packs() {
        return context.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM storage.packs")
                .query(Long.class)
                .single();
    }

    /** Nanoseconds that a small transaction takes to be durable, the least of some. */
    long commitNanos() {
        var jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("CREATE TABLE IF NOT EXISTS storage.bench_commit (n integer)").update();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            jdbc.sql("INSERT INTO storage.bench_commit VALUES (1)").update();
            least = Math.min(least, System.nanoTime() - begin);
        }
        jdbc.sql("DROP TABLE storage.bench_commit").update();
        return least;
    }

    /** Where the packs are. */
    public BlobStore blobs() {
        return context.getBean(BlobStore.class);
    }

    /** All packs. */
    public List<BlobStat> packBlobs() {
        var all = new ArrayList<BlobStat>();
        for (var page = blobs().list(PackId.BLOB_KIND + "/", "", BlobStore.LIST_MAX);
                !page.isEmpty();
                page = blobs().list(PackId.BLOB_KIND + "/", page.getLast().key().toString(), BlobStore.LIST_MAX)) {
            all.addAll(page);
        }
        return all;
    }

    /** What verifies a pack. */
    public PackCheck packCheck() {
        return context.getBean(PackCheck.class);
    }

    /** What downloads read from. */
    public Contents contents() {
        return context.getBean(Contents.class);
    }

    /** What has names. */
    Names names() {
        return context.getBean(Names.class);
    }

    /** What is done to keep the store whole and small. */
    Upkeep upkeep() {
        return new Upkeep(
                context.getBean(Jobs.class),
                context.getBean("storageGcRunner", SmartLifecycle.class),
                context.getBean(JdbcClient.class));
    }

    /** Ends service and database; the folder stays. */
    @Override
    public void close() {
        context.close();
        postgres.close();
    }
}
