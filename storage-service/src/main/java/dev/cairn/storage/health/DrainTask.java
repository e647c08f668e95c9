package dev.cairn.storage.health;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.job.Progress;
import java.util.Map;
import java.util.Set;

/** Empties a device, or lets it hold its share again. */
final class DrainTask extends DeviceTask {
    private static final String UNDO = "undo";

    DrainTask(DeviceCare care) {
        super(care);
    }

    @Override
    public String kind() {
        return "drain";
    }

    @Override
    public Set<String> options() {
        return Set.of(DEVICE, UNDO);
    }

    private static boolean undo(Map<String, String> options) {
        return Boolean.parseBoolean(options.get(UNDO));
    }

    @Override
    public void check(Map<String, String> options) {
        super.check(options);
        if (undo(options)) {
            return;
        }
        try {
            care().requireDrainable(options.getOrDefault(DEVICE, ""));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.CONFLICT, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var device = options.getOrDefault(DEVICE, "");
        if (undo(options)) {
            care().undrain(device);
            return "device " + device + " holds its share again; it moves back in the background";
        }
        var report = care().drain(device, progress);
        progress.count("moved", report.moved());
        progress.count("left", report.left());
        if (report.empty()) {
            return report.moved() + " shards moved; device " + device
                    + " is empty: take it out of the store's devices and start the server again";
        }
        progress.found(new Finding(
                Finding.Kind.DEVICE,
                device,
                "still has " + report.left() + " shards that could not be moved now and " + report.undeleted()
                        + " that it still has to delete"));
        return report.moved() + " shards moved; the rest moves in the background, device " + device
                + " is not empty yet";
    }
}
