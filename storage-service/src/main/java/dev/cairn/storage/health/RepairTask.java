package dev.cairn.storage.health;

import dev.cairn.storage.blob.redundant.RepairReport;
import dev.cairn.storage.job.Progress;
import java.util.Map;

/** Makes anew what is known to be missing, then reads everything and says whether all is whole. */
final class RepairTask extends DeviceTask {
    RepairTask(DeviceCare care) {
        super(care);
    }

    @Override
    public String kind() {
        return "repair";
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var reports = care().repair(progress).values();
        findUnwell(progress);
        long repaid = reports.stream().mapToLong(RepairReport::repaid).sum();
        long left = reports.stream().mapToLong(RepairReport::left).sum();
        long blobs =
                reports.stream().mapToLong(report -> report.census().blobs()).sum();
        long degraded =
                reports.stream().mapToLong(report -> report.census().degraded()).sum();
        long unreadable = reports.stream()
                .mapToLong(report -> report.census().unreadable())
                .sum();
        progress.count("repaid", repaid);
        progress.count("left", left);
        progress.count("blobs", blobs);
        progress.count("degraded", degraded);
        progress.count("unreadable", unreadable);
        var counted = "counted after " + repaid + " repairs: " + blobs + " blobs, ";
        if (degraded == 0) {
            return counted + "all are whole" + (left == 0 ? "" : "; " + left + " deletions wait for devices");
        }
        return counted + degraded + " lack something, " + unreadable + " of them cannot be read now";
    }
}
