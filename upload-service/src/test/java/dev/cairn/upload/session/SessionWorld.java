package dev.cairn.upload.session;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.fake.FakeChunkStore;
import dev.cairn.testkit.fake.FakeTree;
import dev.cairn.testkit.server.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Sessions on a real database, with storage and metadata in memory and a clock that stands still. */
final class SessionWorld {
    static final Caller ANN = FakeCallers.named("ann");
    static final Caller BOB = FakeCallers.named("bob");

    private static final DataSource DATABASE = migrated();

    final FakeChunkStore chunks = new FakeChunkStore();
    final Random random = new Random(11);
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    final InstantSource clock = () -> now;
    final FakeTree tree = new FakeTree(clock, random, new Tickets(new ClusterSecret(new byte[32]), clock));
    final SpaceId space = Callers.call(ANN, () -> tree.space("personal")).id();

    private static DataSource migrated() {
        var database = TestPostgres.newDatabase();
        Flyway.configure()
                .dataSource(database)
                .schemas("upload")
                .locations("classpath:db/upload")
                .load()
                .migrate();
        return database;
    }

    JdbcSessionStore store() {
        return new JdbcSessionStore(
                JdbcClient.create(DATABASE), new TransactionTemplate(new DataSourceTransactionManager(DATABASE)));
    }

    /** Another start of the service on the same database. */
    UploadSessions start() {
        return start(chunks);
    }

    UploadSessions start(ChunkApi storage) {
        var limits =
                new SessionProperties(DataSize.ofMegabytes(64), Duration.ofHours(24), 4, Duration.ofMillis(50), 1000);
        return new UploadSessions(store(), storage, tree, limits, clock, new Ids(clock, new Random()));
    }

    byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
