package dev.cairn.bench.metadata;

import dev.cairn.bench.Report;
import dev.cairn.bench.WarmUp;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One client that looks at the big space, at random places. */
final class Readers {
    private static final int ROUND = 1_000;
    private static final int WARM = 300;
    private static final double LIST_MS = 20;
    private static final double RESOLVE_MS = 3;
    private static final double DELTA_MS = 20;
    private static final double SEARCH_MS = 100;
    private static final double DEVICE_SECONDS = 10;
    private static final double DEVICE_NODES = 1e6;

    private final NameService service;
    private final Caller caller;
    private final Space space;
    private final List<Branches.Branch> branches;
    private final Report report;
    private final Random random = new Random(2);

    Readers(NameService service, Caller caller, Space space, List<Branches.Branch> branches, Report report) {
        this.service = service;
        this.caller = caller;
        this.space = space;
        this.branches = branches;
        this.report = report;
    }

    /** Looks at the service once. */
    private interface Look {
        void run(Branches.Branch branch, int number);
    }

    void measure(String scenario) throws Exception {
        var nodes = service.nodes();
        percentiles(scenario, "list 1,000 children", LIST_MS, (branch, _) -> {
            var page = nodes.children(space.id(), new NodeId(branch.folder()), null, NodeApi.PAGE_MAX);
            expect(page.nodes().size(), Branches.FILES);
        });
        percentiles(
                scenario,
                "resolve a path of 10 names",
                RESOLVE_MS,
                (branch, number) -> nodes.byPath(space.id(), branch.path() + "/IMG_%04d.jpg".formatted(number)));
        var now = Cursor.parse(NameService.as(
                                caller, () -> service.spaces().space(space.id().toString()))
                        .cursor())
                .orElseThrow();
        percentiles(scenario, "delta of 1,000 changes", DELTA_MS, (_, _) -> {
            long since = random.nextLong(Math.max(1, now.sequence() - NodeApi.PAGE_MAX));
            var delta = nodes.changes(space.id(), now.at(since).toString(), NodeApi.PAGE_MAX);
            expect(Math.min(delta.changes().size(), NodeApi.PAGE_MAX), NodeApi.PAGE_MAX);
        });
        percentiles(scenario, "search a name", SEARCH_MS, (branch, number) -> service.search()
                .search(branch.path().substring(0, branch.path().indexOf(' ', 7)), space.id(), null, 50));
        newDevice(scenario, nodes);
    }

    private void newDevice(String scenario, NodeApi nodes) {
        long begin = System.nanoTime();
        long listed = 0;
        @Nullable String cursor = null;
        Delta delta;
        do {
            var from = cursor;
            delta = NameService.as(caller, () -> nodes.changes(space.id(), from, NodeApi.PAGE_MAX));
            listed += delta.changes().size();
            cursor = delta.cursor();
        } while (delta.more());
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.add(scenario, "a new device lists", (double) listed, "nodes");
        report.add(scenario, "  in", seconds, "s");
        report.addAtMost(
                scenario, "  for 1,000,000 nodes", seconds / (double) listed * DEVICE_NODES, "s", DEVICE_SECONDS);
    }

    private void percentiles(String scenario, String what, double limit, Look look) throws Exception {
        WarmUp.run(1, () -> times(look, WARM));
        var times = times(look, ROUND);
        Arrays.sort(times);
        report.add(scenario, what + ", p50", times[ROUND / 2] / 1e6, "ms");
        report.addAtMost(scenario, what + ", p99", times[ROUND * 99 / 100] / 1e6, "ms", limit);
    }

    private long[] times(Look look, int count) {
        var times = new long[count];
        for (int i = 0; i < count; i++) {
            var branch = branches.get(random.nextInt(branches.size()));
            int number = random.nextInt(Branches.FILES);
            long begin = System.nanoTime();
            NameService.as(caller, () -> {
                look.run(branch, number);
                return true;
            });
            times[i] = System.nanoTime() - begin;
        }
        return times;
    }

    private static void expect(int found, int wanted) {
        if (found != wanted) {
            throw new IllegalStateException(String.format(Locale.ROOT, "%d entries instead of %d", found, wanted));
        }
    }
}
