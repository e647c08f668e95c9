package dev.cairn.storage.health;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.redundant.Device;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import java.util.Map;

/** A task on the devices of redundant stores; refused where there are none. */
abstract class DeviceTask implements Task {
    /** The option that names a device. */
    static final String DEVICE = "device";

    private final DeviceCare care;

    DeviceTask(DeviceCare care) {
        this.care = care;
    }

    DeviceCare care() {
        return care;
    }

    @Override
    public void check(Map<String, String> options) {
        var devices = care.devices();
        if (devices.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Nothing is kept on devices here: no store is replicated or erasure-coded, so there is nothing to "
                            + kind());
        }
        if (options().contains(DEVICE) && !devices.contains(options.getOrDefault(DEVICE, ""))) {
            throw ProblemException.invalid(DEVICE, "There is no such device; there are " + String.join(", ", devices));
        }
    }

    /** Finds every device that is not UP. */
    void findUnwell(Progress progress) {
        care.status().stream()
                .flatMap(store -> store.devices().stream())
                .filter(device -> device.state() != Device.State.UP)
                .forEach(device -> progress.found(new Finding(
                        Finding.Kind.DEVICE,
                        device.device(),
                        device.state() + " since " + device.since() + ": " + device.cause())));
    }
}
