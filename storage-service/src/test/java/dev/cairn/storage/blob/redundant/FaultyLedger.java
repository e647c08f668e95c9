package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A ledger whose database goes away: before a call, or after it was done and before its answer came. */
final class FaultyLedger {
    private final Ledger ledger;
    private int failsIn = -1;
    private int failures;
    private boolean done;

    FaultyLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Calls fail from the nth on (1: the next), so many of them.
     *
     * @param afterwards whether the first of them is done all the same
     */
    synchronized void fail(int nth, int calls, boolean afterwards) {
        failsIn = nth;
        failures = calls;
        done = afterwards;
    }

    synchronized void heal() {
        failures = 0;
    }

    private synchronized boolean fails() {
        failsIn--;
        if (failures == 0 || failsIn > 0) {
            return false;
        }
        failures--;
        return true;
    }

    private synchronized boolean isDone() {
        boolean was = done;
        done = false;
        return was;
    }

    Ledger ledger() {
        return (Ledger) Proxy.newProxyInstance(
                FaultyLedger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, method, given) -> {
                    boolean fails = fails();
                    try {
                        if (fails && !isDone()) {
                            throw gone();
                        }
                        var answer = method.invoke(ledger, given);
                        if (fails) {
                            throw gone();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static BlobException gone() {
        return new BlobException(BlobException.Reason.FAILED, "the ledger fails, as the test wants it");
    }
}
