package dev.cairn.storage.blob.redundant;

class MemoryLedgerTest extends LedgerContract {
    private final Ledger ledger = new MemoryLedger();

    @Override
    Ledger ledger() {
        return ledger;
    }
}
