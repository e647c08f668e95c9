package dev.cairn.storage.health;

import dev.cairn.storage.blob.redundant.ScrubReport;
import dev.cairn.storage.job.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Reads every byte of every device. An interrupted one goes on with what it had not read. */
final class ScrubTask extends DeviceTask {
    private final InstantSource clock;

    ScrubTask(DeviceCare care, InstantSource clock) {
        super(care);
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "scrub";
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var since = progress.resumed().map(Instant::parse).orElseGet(clock::instant);
        progress.reached(since.toString());
        var reports = care().scrub(since, progress).values();
        long blobs = reports.stream().mapToLong(ScrubReport::blobs).sum();
        long bytes = reports.stream().mapToLong(ScrubReport::bytes).sum();
        long bad = reports.stream().mapToLong(ScrubReport::bad).sum();
        progress.count("blobs", blobs);
        progress.count("bytes", bytes);
        progress.count("bad", bad);
        return blobs + " blobs with " + bytes + " bytes on devices read; "
                + (bad == 0 ? "all are whole" : bad + " shards are not whole, and are made anew in the background");
    }
}
