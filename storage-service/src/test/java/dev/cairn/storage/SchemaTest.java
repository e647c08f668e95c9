package dev.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class SchemaTest {
    @Test
    void aMigrationThatWasFinishedLateIsMadeAllTheSameAndOtherStartsAreSilent(CapturedOutput log) {
        var database = TestPostgres.newDatabase();
        StorageSchema.migrate(database);
        StorageSchema.migrate(database);
        assertThat(log.getAll()).doesNotContain("outOfOrder");

        var jdbc = JdbcClient.create(database);
        jdbc.sql("DROP TABLE storage.space_residency").update();
        assertThat(jdbc.sql("DELETE FROM storage.flyway_schema_history WHERE version = '20'")
                        .update())
                .isEqualTo(1);
        StorageSchema.migrate(database);
        assertThat(jdbc.sql("SELECT count(*) FROM storage.space_residency")
                        .query(Long.class)
                        .single())
                .isZero();
        StorageSchema.migrate(database);
    }
}
