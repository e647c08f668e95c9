package dev.cairn.storage.health;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.redundant.Device;
import dev.cairn.storage.job.Progress;
import java.util.Map;
import java.util.Set;

/** Takes the disk that is there now for the device. */
final class AcceptTask extends DeviceTask {
    AcceptTask(DeviceCare care) {
        super(care);
    }

    @Override
    public String kind() {
        return "accept";
    }

    @Override
    public Set<String> options() {
        return Set.of(DEVICE);
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var device = care().accept(options.getOrDefault(DEVICE, ""));
        progress.count("owed", device.owed());
        if (device.state() != Device.State.UP) {
            progress.found(
                    new Finding(Finding.Kind.DEVICE, device.device(), device.state() + " still: " + device.cause()));
        }
        return "device " + device.device() + " is " + device.state() + "; " + device.owed()
                + " shards are verified or made anew there in the background";
    }
}
