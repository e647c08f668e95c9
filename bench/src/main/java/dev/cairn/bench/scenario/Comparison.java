package dev.cairn.bench.scenario;

import dev.cairn.bench.Report;
import java.util.Map;

/** Writes down what tasks took, with what Cairn has to reach, and how many times as much a peer took. */
final class Comparison {
    private static final double MILLION = 1e6;

    private final Report report;

    Comparison(Report report) {
        this.report = report;
    }

    /** What Cairn took. */
    void cairn(Map<Task, Taken> taken) {
        taken.forEach((task, one) -> {
            if (task == Task.LATENCY) {
                report.addAtMost(task.title(), "Cairn, p50", one.seconds() * 1e3, "ms", 80);
                report.addAtMost(task.title(), "Cairn, p99", one.slowest() * 1e3, "ms", 300);
            } else {
                atMost(task, "Cairn, wall", one.seconds(), "s", task.secondsMax());
            }
            report.add(task.title(), "Cairn, CPU of all processes", one.cpuSeconds(), "s");
            atMost(task, "Cairn, on the wire", task.bytes(one.wire()) / MILLION, "MB", task.bytesMax() / MILLION);
        });
    }

    /** What a peer took, and the ratios to what Cairn took. */
    void peer(Peer peer, String name, Map<Task, Taken> taken, Map<Task, Taken> cairn) {
        taken.forEach((task, one) -> {
            if (task == Task.LATENCY) {
                report.add(task.title(), name + ", p50", one.seconds() * 1e3, "ms");
                report.add(task.title(), name + ", p99", one.slowest() * 1e3, "ms");
            } else {
                report.add(task.title(), name + ", wall", one.seconds(), "s");
            }
            report.add(task.title(), name + ", CPU of all processes", one.cpuSeconds(), "s");
            report.add(task.title(), name + ", on the wire", one.wire().total() / MILLION, "MB");
            var ours = cairn.get(task);
            if (ours != null) {
                ratios(peer, task, name, one, ours);
            }
        });
    }

    private void atMost(Task task, String figure, double value, String unit, double limit) {
        if (limit > 0) {
            report.addAtMost(task.title(), figure, value, unit, limit);
        } else {
            report.add(task.title(), figure, value, unit);
        }
    }

    private void ratios(Peer peer, Task task, String name, Taken theirs, Taken ours) {
        var wall = name + " / Cairn, " + (task == Task.LATENCY ? "p50" : "wall");
        double walls = theirs.seconds() / ours.seconds();
        if (peer == Peer.SYNCTHING && task.timesSyncthing() > 0) {
            report.addAtLeast(task.title(), wall, walls, "x", task.timesSyncthing());
        } else {
            report.add(task.title(), wall, walls, "x");
        }
        var cpu = name + " / Cairn, CPU";
        double cpus = theirs.cpuSeconds() / ours.cpuSeconds();
        if (peer == Peer.SYNCTHING && task == Task.SMALL) {
            report.addAtLeast(task.title(), cpu, cpus, "x", 1);
        } else {
            report.add(task.title(), cpu, cpus, "x");
        }
    }
}
