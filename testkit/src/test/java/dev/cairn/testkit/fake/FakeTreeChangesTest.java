package dev.cairn.testkit.fake;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.testkit.contract.ChangesContract;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

class FakeTreeChangesTest extends ChangesContract {
    private static final AtomicInteger CALLERS = new AtomicInteger();

    private final InstantSource clock = InstantSource.system();
    private final FakeTree tree = new FakeTree(
            clock, new Random(7), new Tickets(new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]), clock));

    @Override
    protected Caller newCaller() {
        return FakeCallers.named("ann" + CALLERS.incrementAndGet());
    }

    @Override
    protected SpaceApi spaces() {
        return tree;
    }

    @Override
    protected NodeApi nodes() {
        return tree;
    }

    @Override
    protected CommitApi commits() {
        return tree;
    }
}
