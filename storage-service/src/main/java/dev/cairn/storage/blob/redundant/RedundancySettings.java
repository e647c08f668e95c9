package dev.cairn.storage.blob.redundant;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/**
 * How a redundant store works.
 *
 * @param name of the store in the ledger; never changes
 * @param copies what blobs shorter than {@code codedFrom} become
 * @param coded what longer ones become
 * @param codedFrom bytes
 * @param quorumSpare shards beyond those needed to read that are durable before a put succeeds; the rest is owed
 * @param perDomain shards of one blob in one failure domain at most
 * @param patience how long a device may take for one call before it is given up for now
 * @param grace how long a device may be DOWN before its shards are made anew elsewhere
 * @param scrubPeriod in which every stored byte is verified
 * @param bytesPerSecond that repair, scrub and rebalancing read in the background
 */
public record RedundancySettings(
        String name,
        Scheme copies,
        Scheme coded,
        long codedFrom,
        int quorumSpare,
        int perDomain,
        Duration patience,
        Duration grace,
        Duration scrubPeriod,
        long bytesPerSecond) {
    /** From this length on coding saves more than it costs: nine files instead of three. */
    public static final long CODED_FROM = 1 << 20;

    /** Refuses numbers that make no sense together. */
    public RedundancySettings {
        if (quorumSpare < 0 || perDomain < 1 || codedFrom < 0 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("not settings of a redundant store: " + name);
        }
    }

    /** Whole copies of everything. */
    public static RedundancySettings replicated(String name, int copies) {
        var scheme = Scheme.copies(copies);
        return new RedundancySettings(
                name,
                scheme,
                scheme,
                Long.MAX_VALUE,
                1,
                1,
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                64 << 20);
    }

    /** Sealed packs in shards, and what is small in as many copies as survive the same losses. */
    public static RedundancySettings coded(String name, Scheme coded, long codedFrom) {
        var like = replicated(name, coded.parityShards() + 1);
        return new RedundancySettings(
                name,
                like.copies(),
                coded,
                codedFrom,
                like.quorumSpare(),
                like.perDomain(),
                like.patience(),
                like.grace(),
                like.scrubPeriod(),
                like.bytesPerSecond());
    }

    /**
     * That shards of a blob find enough failure domains.
     *
     * @param domains of all devices, one entry each
     * @throws IllegalArgumentException if not
     */
    public void requireDomains(List<String> domains) {
        var devices = new HashMap<String, Integer>();
        domains.forEach(domain -> devices.merge(domain, 1, Integer::sum));
        int room = devices.values().stream()
                .mapToInt(count -> Math.min(count, perDomain))
                .sum();
        if (room < shardsMax()) {
            throw new IllegalArgumentException("store " + name + " puts " + shardsMax()
                    + " shards of a blob on different"
                    + " devices, at most " + perDomain + " in one failure domain; " + domains.size() + " devices in "
                    + devices.size() + " domains have room for " + room);
        }
    }

    Scheme schemeFor(long length) {
        return length < codedFrom ? copies : coded;
    }

    /** Shards that must be durable before a put succeeds. */
    int quorum(Scheme scheme) {
        return Math.min(scheme.shards(), scheme.dataShards() + quorumSpare);
    }

    int shardsMax() {
        return codedFrom == Long.MAX_VALUE ? copies.shards() : Math.max(copies.shards(), coded.shards());
    }
}
