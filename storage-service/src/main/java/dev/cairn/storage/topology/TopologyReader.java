package dev.cairn.storage.topology;

import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.s3.S3Settings;
import dev.cairn.storage.topology.Topology.Local;
import dev.cairn.storage.topology.Topology.Memory;
import dev.cairn.storage.topology.Topology.Mirrored;
import dev.cairn.storage.topology.Topology.Routed;
import dev.cairn.storage.topology.Topology.S3;
import dev.cairn.storage.topology.Topology.Tiered;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
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
    private final Path dataDirectory;
    private final Set<String> used = new LinkedHashSet<>();

    private TopologyReader(Map<String, Map<String, String>> stores, Path dataDirectory) {
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
        var reader = new TopologyReader(stores, dataDirectory);
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
                        settings.bytes("free-space-min", 64 << 20));
            case "s3" -> new S3(name, bucket(settings));
            case "routed" -> routed(name, settings);
            case "tiered" ->
                new Tiered(
                        name,
                        child(settings, "hot"),
                        child(settings, "cold"),
                        settings.duration("cold-after", Duration.ofDays(30)));
            case "mirrored" -> new Mirrored(name, child(settings, "primary"), child(settings, "mirror"));
            default ->
                throw settings.wrong(
                        "kind", "is '" + kind + "'; there are memory, local, s3, routed, tiered and mirrored");
        };
    }

    /** The store that a setting names. */
    private Topology child(StoreSettings settings, String key) {
        return store(settings.name(key), settings.required(key));
    }

    private Topology routed(String name, StoreSettings settings) {
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
}
