package dev.cairn.storage.topology;

import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.redundant.RedundancySettings;
import dev.cairn.storage.blob.redundant.Scheme;
import dev.cairn.storage.blob.s3.S3Settings;
import dev.cairn.storage.erasure.ReedSolomon;
import dev.cairn.storage.topology.Topology.ErasureCoded;
import dev.cairn.storage.topology.Topology.Local;
import dev.cairn.storage.topology.Topology.Memory;
import dev.cairn.storage.topology.Topology.Mirrored;
import dev.cairn.storage.topology.Topology.Part;
import dev.cairn.storage.topology.Topology.Replicated;
import dev.cairn.storage.topology.Topology.Routed;
import dev.cairn.storage.topology.Topology.S3;
import dev.cairn.storage.topology.Topology.Tiered;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads a {@link Topology} from settings: every store has a name, its settings are {@code cairn.storage.topology.stores.<name>.*},
 * and a store that stands on others names them. So any nesting is a flat list, which properties, YAML and environment variables can
 * all say. Each store is used by one other exactly, but the root.
 */
public final class TopologyReader {
    static final String SETTINGS = "cairn.storage.topology";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,30}");

    private final Map<String, Map<String, String>> stores;
    private final String root;
    private final Path dataDirectory;
    private final Set<String> used = new LinkedHashSet<>();

    private TopologyReader(String root, Map<String, Map<String, String>> stores, Path dataDirectory) {
        this.root = root;
        this.stores = stores;
        this.dataDirectory = dataDirectory;
    }

    /**
     * The tree below {@code root}.
     *
     * @param stores settings by name of the store
     * @param dataDirectory what relative folders are relative to
     * @throws TopologyException if the settings make no tree
     */
    public static Topology read(String root, Map<String, Map<String, String>> stores, Path dataDirectory) {
        var reader = new TopologyReader(root, stores, dataDirectory);
        var topology = reader.store(SETTINGS + ".root", root);
        var unused = new TreeSet<>(stores.keySet());
        unused.removeAll(reader.used);
        if (!unused.isEmpty()) {
            throw new TopologyException(
                    "stores " + unused + " of " + SETTINGS + " are part of nothing; the root is " + root);
        }
        return topology;
    }

    private Topology store(String from, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new TopologyException(
                    from + " must name a store: a letter, then up to 30 letters and digits, all lower case");
        }
        var given = stores.get(name);
        if (given == null) {
            throw new TopologyException(from + " names the store '" + name + "', which has no settings");
        }
        if (!used.add(name)) {
            throw new TopologyException(from + " names the store '" + name + "', which is in use already");
        }
        var settings = new StoreSettings(name, given);
        var topology = ofKind(name, settings.required("kind"), settings);
        settings.refuseUnknown();
        return topology;
    }

    private Topology ofKind(String name, String kind, StoreSettings settings) {
        return switch (kind) {
            case "memory" -> new Memory(name, settings.bytes("size", 64 << 20));
            case "local" ->
                new Local(
                        name,
                        settings.parse("folder", settings.required("folder"), "is no folder", dataDirectory::resolve),
                        settings.bytes("free-space-min", 64 << 20),
                        settings.flag("direct-io", true));
            case "s3" -> new S3(name, bucket(settings));
            case "routed" -> routed(name, settings);
            case "tiered" ->
                new Tiered(
                        name,
                        child(settings, "hot"),
                        child(settings, "cold"),
                        settings.duration("cold-after", Duration.ofDays(30)));
            case "mirrored" -> new Mirrored(name, child(settings, "primary"), child(settings, "mirror"));
            case "replicated" -> replicated(name, settings);
            case "erasure-coded" -> erasureCoded(name, settings);
            default ->
                throw settings.wrong(
                        "kind",
                        "is '" + kind
                                + "'; there are memory, local, s3, replicated, erasure-coded, routed, tiered and mirrored");
        };
    }

    /** The store that a setting names. */
    private Topology child(StoreSettings settings, String key) {
        return store(settings.name(key), settings.required(key));
    }

    private Topology routed(String name, StoreSettings settings) {
        if (!name.equals(root)) {
            throw settings.wrong(
                    "kind",
                    "is 'routed', which only the root may be: a store over it would bring blobs out of their region;"
                            + " the store of a region may be of any other kind");
        }
        var home = region(settings, "home", settings.required("home"));
        var regions = new TreeMap<Region, Topology>();
        settings.under("regions").forEach((code, store) -> {
            var key = "regions." + code;
            regions.put(region(settings, key, code), store(settings.name(key), store));
        });
        if (!regions.containsKey(home)) {
            throw settings.wrong("home", "is a region that has no store: there must be a setting regions." + home);
        }
        return new Routed(name, regions, home);
    }

    private static Region region(StoreSettings settings, String key, String code) {
        return settings.parse(key, code, "must name a region: two letters a-z", Region::new);
    }

    private S3Settings bucket(StoreSettings settings) {
        var endpoint = settings.required("endpoint");
        var region = settings.optional("region").orElse(S3Settings.REGION);
        var bucket = settings.required("bucket");
        var prefix = settings.optional("prefix").orElse("");
        var accessKey = settings.required("access-key");
        var secretKey = settings.optional("secret-key").orElseGet(() -> secret(settings));
        var timeout = settings.duration("timeout", S3Settings.TIMEOUT);
        long partBytes = settings.bytes("part-size", S3Settings.PART_BYTES);
        try {
            return new S3Settings(
                    URI.create(endpoint),
                    region,
                    bucket,
                    prefix,
                    accessKey,
                    secretKey,
                    timeout,
                    Math.toIntExact(partBytes));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw settings.wrong("bucket", "cannot be: " + complaint(e));
        }
    }

    /** The complaints of {@link S3Settings} repeat no values; those of the parsers below it might. */
    private static String complaint(RuntimeException e) {
        return e.getCause() == null && e instanceof IllegalArgumentException
                ? String.valueOf(e.getMessage())
                : "the endpoint is no address, or the part size too large";
    }

    private String secret(StoreSettings settings) {
        var file = settings.required("secret-key-file");
        try {
            return Files.readString(dataDirectory.resolve(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw settings.wrong("secret-key-file", "cannot be read");
        }
    }

    private Replicated replicated(String name, StoreSettings settings) {
        int copies = settings.number("copies", 3, 1, ReedSolomon.PARITY_MAX + 1);
        var parts = parts(name, settings);
        return new Replicated(name, parts, redundancy(RedundancySettings.replicated(name, copies), parts, settings));
    }

    private ErasureCoded erasureCoded(String name, StoreSettings settings) {
        var scheme = new Scheme(
                settings.number("data-shards", 6, 1, ReedSolomon.DATA_MAX),
                settings.number("parity-shards", 3, 1, ReedSolomon.PARITY_MAX));
        long codedFrom = settings.bytes("coded-from", RedundancySettings.CODED_FROM);
        var parts = parts(name, settings);
        return new ErasureCoded(
                name, parts, redundancy(RedundancySettings.coded(name, scheme, codedFrom), parts, settings));
    }

    private List<Part> parts(String name, StoreSettings settings) {
        var domains = settings.under("domain");
        var weights = settings.under("weight");
        var parts = new ArrayList<Part>();
        for (var device : settings.names("devices")) {
            var weight = Optional.ofNullable(weights.remove(device))
                    .map(text ->
                            settings.parse("weight." + device, text, "is no number above 0", TopologyReader::weight))
                    .orElse(1.0);
            var domain = Optional.ofNullable(domains.remove(device)).orElse(device);
            parts.add(new Part(store(SETTINGS + ".stores." + name + ".devices", device), domain, weight));
        }
        domains.putAll(weights);
        if (!domains.isEmpty()) {
            throw settings.wrong("devices", "do not name " + domains.keySet() + ", which have a domain or a weight");
        }
        return parts;
    }

    private static double weight(String text) {
        double weight = Double.parseDouble(text);
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("out of range");
        }
        return weight;
    }

    private static RedundancySettings redundancy(
            RedundancySettings standard, List<Part> parts, StoreSettings settings) {
        var given = new RedundancySettings(
                standard.name(),
                standard.copies(),
                standard.coded(),
                standard.codedFrom(),
                settings.number("quorum-spare", standard.quorumSpare(), 0, ReedSolomon.PARITY_MAX),
                settings.number("shards-per-domain", standard.perDomain(), 1, ReedSolomon.DATA_MAX),
                settings.duration("patience", standard.patience()),
                settings.duration("grace", standard.grace()),
                settings.duration("scrub-period", standard.scrubPeriod()),
                Math.max(1, settings.bytes("rate", standard.bytesPerSecond())));
        try {
            given.requireDomains(parts.stream().map(Part::domain).toList());
        } catch (IllegalArgumentException e) {
            throw settings.wrong("devices", "are too few: " + e.getMessage());
        }
        return given;
    }
}
