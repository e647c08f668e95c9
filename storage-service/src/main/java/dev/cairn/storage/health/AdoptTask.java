package dev.cairn.storage.health;

import dev.cairn.storage.job.Progress;
import java.util.Map;

/** Takes into the records what devices hold and no record knows: after the database was set back to an older one. */
final class AdoptTask extends DeviceTask {
    AdoptTask(DeviceCare care) {
        super(care);
    }

    @Override
    public String kind() {
        return "adopt";
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        progress.begin(0, "blobs", "walking over all devices");
        long adopted = care().adopt();
        progress.count("adopted", adopted);
        return adopted + " blobs were taken in" + (adopted == 0 ? "" : "; rebuild-index finds out what is in them");
    }
}
