package dev.cairn.metadata;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.testkit.contract.ChangesContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;

/** The real thing passes the suite its fake passes. */
final class ServiceChangesIT extends ChangesContract {
    private static final Service SERVICE = new Service();
    private static final AtomicInteger CALLERS = new AtomicInteger();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Override
    protected Caller newCaller() {
        return SERVICE.user("reader" + CALLERS.incrementAndGet()).caller;
    }

    @Override
    protected SpaceApi spaces() {
        return SERVICE.spaces;
    }

    @Override
    protected NodeApi nodes() {
        return SERVICE.nodes;
    }

    @Override
    protected CommitApi commits() {
        return SERVICE.commits;
    }
}
