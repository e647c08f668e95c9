package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Weighted rendezvous hashing (Thaler and Ravishankar 1998; with weights by {@code -w / ln h}, Mosharaf Chowdhury and others): every
 * device draws a number for every blob, the highest draws win. A device that comes or goes changes its own draws only, so no blob
 * moves but those it takes or leaves. A pure function; what it chose is recorded, never computed again for reading.
 */
final class Rendezvous {
    private static final double HASH_RANGE = 0x1p53;

    private Rendezvous() {}

    /**
     * Devices for the shards of a blob, the preferred ones first, at most {@code perDomain} in one failure domain. Fewer than
     * {@code count} when there are no more.
     */
    static List<Device> choose(
            BlobKey key, Collection<Device> devices, int count, int perDomain, Predicate<Device> preferred) {
        var ranked = rank(key, devices);
        var chosen = new ArrayList<Device>(count);
        var used = new HashMap<String, Integer>();
        take(ranked.stream().filter(preferred).toList(), chosen, used, count, perDomain);
        take(ranked.stream().filter(preferred.negate()).toList(), chosen, used, count, perDomain);
        return chosen;
    }

    /** Devices by their draws for this blob, the highest first. */
    static List<Device> rank(BlobKey key, Collection<Device> devices) {
        var name = hash(key.toString());
        record Draw(Device device, double score) {}
        return devices.stream()
                .map(device -> new Draw(device, score(name, device)))
                .sorted(Comparator.comparingDouble(Draw::score).reversed().thenComparing(draw -> draw.device()
                        .name()))
                .map(Draw::device)
                .toList();
    }

    private static void take(
            List<Device> ranked, List<Device> chosen, Map<String, Integer> used, int count, int perDomain) {
        for (var device : ranked) {
            if (chosen.size() == count) {
                return;
            }
            if (used.getOrDefault(device.domain(), 0) < perDomain) {
                used.merge(device.domain(), 1, Integer::sum);
                chosen.add(device);
            }
        }
    }

    private static double score(long name, Device device) {
        long mixed = mix(name ^ hash(device.name()));
        double uniform = ((mixed >>> 11) + 0.5) / HASH_RANGE;
        return -device.weight() / Math.log(uniform);
    }

    /** FNV-1a, then mixed; stable for ever, because a change would move everything. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long bits) {
        long a = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
