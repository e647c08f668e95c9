package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.StorageSchema;
import dev.cairn.testkit.server.TestPostgres;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class JdbcLedgerTest extends LedgerContract {
    private static final DataSource DATABASE = TestPostgres.newDatabase();

    static {
        StorageSchema.migrate(DATABASE);
    }

    private final Ledger ledger = new JdbcLedger(DATABASE, UUID.randomUUID().toString());

    @Override
    Ledger ledger() {
        return ledger;
    }

    /** One life on the real thing; thousands run on the fake that passes the same contract. */
    @Test
    void aFaultScriptRunsOnTheDatabase() {
        new FaultScript(1, ledger).run();
        assertThat(ledger.devices()).hasSize(9);
    }
}
