package dev.cairn.storage.topology;

import static dev.cairn.storage.topology.Topologies.DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.StorageProperties;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.redundant.Scheme;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TopologyReaderTest {
    private static final String MAIN = "cairn.storage.topology.stores.main.";

    private static void assertRefused(Map<String, String> properties, String... said) {
        assertThatThrownBy(() -> Topologies.read(properties))
                .isInstanceOf(TopologyException.class)
                .hasMessageContainingAll(said);
    }

    @Test
    void nothingIsConfiguredAtFirst() {
        var properties = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("cairn.storage", StorageProperties.class);
        assertThat(properties.topology().stores()).isEmpty();
        assertThat(properties.topology().root()).isEqualTo("main");
    }

    @Test
    void readsALocalStore() {
        assertThat(Topologies.read(Map.of(MAIN + "kind", "local", MAIN + "folder", "/disk")))
                .isEqualTo(new Local("main", Path.of("/disk"), 64 << 20, true));
        assertThat(Topologies.read(
                        Map.of(MAIN + "kind", "local", MAIN + "folder", "disk", MAIN + "freeSpaceMin", "1GB")))
                .isEqualTo(new Local("main", DATA.resolve("disk"), 1 << 30, true));
    }

    /** As Spring reads {@code CAIRN_STORAGE_TOPOLOGY_STORES_MAIN_FREE_SPACE_MIN}. */
    @Test
    void readsTheEnvironment() {
        assertThat(Topologies.read(
                        Map.of(MAIN + "kind", "local", MAIN + "folder", "/a", MAIN + "free.space.min", "1GB")))
                .isEqualTo(new Local("main", Path.of("/a"), 1 << 30, true));
    }

    @Test
    void anotherStoreMayBeTheRoot() {
        assertThat(Topologies.read(Map.of(
                        "cairn.storage.topology.root",
                        "other",
                        "cairn.storage.topology.stores.other.kind",
                        "memory",
                        "cairn.storage.topology.stores.other.size",
                        "1MB")))
                .isEqualTo(new Memory("other", 1 << 20));
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused(Map.of(MAIN + "folder", "x"), MAIN + "kind", "is missing");
        assertRefused(Map.of(MAIN + "kind", "tape"), MAIN + "kind", "tape", "local");
        assertRefused(Map.of(MAIN + "kind", "local"), MAIN + "folder", "is missing");
        assertRefused(Map.of(MAIN + "kind", "local", MAIN + "folder", "\0"), MAIN + "folder", "is no folder");
        assertRefused(Map.of(MAIN + "kind", "memory", MAIN + "size", "big"), MAIN + "size", "no size");
        assertRefused(Map.of(MAIN + "kind", "memory", MAIN + "siez", "1MB"), MAIN + "siez", "no setting", "size");
    }

    private static Map<String, String> bucket(String... more) {
        var settings = new TreeMap<>(Map.of(
                MAIN + "kind",
                "s3",
                MAIN + "endpoint",
                "https://s3.example.org",
                MAIN + "bucket",
                "blobs",
                MAIN + "access-key",
                "hunter1",
                MAIN + "secret-key",
                "hunter2"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(MAIN + more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    void readsABucket(@TempDir Path folder) throws IOException {
        var read = (S3) Topologies.read(bucket("prefix", "cairn/", "timeout", "5s", "part-size", "8MB"));
        assertThat(read.settings())
                .isEqualTo(new S3Settings(
                        URI.create("https://s3.example.org"),
                        "us-east-1",
                        "blobs",
                        "cairn/",
                        "hunter1",
                        "hunter2",
                        Duration.ofSeconds(5),
                        8 << 20));
        var file = Files.writeString(folder.resolve("key"), "hunter3\n");
        var fromFile = bucket("secret-key-file", file.toString());
        fromFile.remove(MAIN + "secret-key");
        assertThat(((S3) Topologies.read(fromFile)).settings().secretKey()).isEqualTo("hunter3");
        assertThat(read.toString()).doesNotContain("hunter");
    }

    @Test
    void refusesBucketsThatCannotBe() {
        assertRefused(bucket("endpoint", "ftp://x"), MAIN, "endpoint");
        assertRefused(bucket("endpoint", "https://u:p@x"), MAIN, "endpoint");
        assertRefused(bucket("endpoint", "::"), MAIN, "endpoint");
        assertRefused(bucket("bucket", "A"), MAIN, "bucket");
        assertRefused(bucket("prefix", "a"), MAIN, "prefix");
        assertRefused(bucket("part-size", "1MB"), MAIN, "part size");
        assertRefused(bucket("part-size", "1TB"), MAIN, "part size");
        assertRefused(bucket("timeout", "soon"), MAIN + "timeout", "no time");
        assertRefused(bucket("secret-key", ""), MAIN + "secret-key-file", "is missing");
        assertRefused(bucket("secret-key", "", "secret-key-file", "/not/there"), MAIN + "secret-key-file", "read");
    }

    private static Map<String, String> tree(String... settings) {
        var properties = new TreeMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("cairn.storage.topology.stores." + settings[i], settings[i + 1]);
        }
        return properties;
    }

    @Test
    void readsAnyNesting() {
        var read = Topologies.read(tree(
                "main.kind",
                "routed",
                "main.home",
                "eu",
                "main.regions.eu",
                "a",
                "main.regions.us",
                "b",
                "a.kind",
                "tiered",
                "a.hot",
                "c",
                "a.cold",
                "d",
                "a.cold-after",
                "7d",
                "b.kind",
                "memory",
                "c.kind",
                "mirrored",
                "c.primary",
                "e",
                "c.mirror",
                "f",
                "d.kind",
                "memory",
                "e.kind",
                "memory",
                "f.kind",
                "memory"));
        long room = 64 << 20;
        var mirrored = new Mirrored("c", new Memory("e", room), new Memory("f", room));
        var tiered = new Tiered("a", mirrored, new Memory("d", room), Duration.ofDays(7));
        assertThat(read)
                .isEqualTo(new Routed(
                        "main",
                        Map.of(new Region("eu"), tiered, new Region("us"), new Memory("b", room)),
                        new Region("eu")));
        assertThat(read.routed()).contains((Routed) read);
        assertThat(tiered.routed()).isEmpty();
    }

    @Test
    void refusesTreesThatCannotBe() {
        assertRefused(tree("main.kind", "tiered", "main.hot", "a"), "stores.main.hot", "'a'", "no settings");
        assertRefused(tree("main.kind", "tiered", "main.hot", "main"), "stores.main.hot", "in use");
        assertRefused(
                tree("main.kind", "mirrored", "main.primary", "a", "main.mirror", "a", "a.kind", "memory"),
                "stores.main.mirror",
                "in use");
        assertRefused(tree("main.kind", "mirrored"), "stores.main.primary", "is missing");
        assertRefused(
                tree("main.kind", "routed", "main.home", "eu", "main.regions.us", "a", "a.kind", "memory"),
                "stores.main.home",
                "regions.eu");
        assertRefused(
                tree("main.kind", "routed", "main.home", "eu", "main.regions.europe", "a", "a.kind", "memory"),
                "stores.main.regions.europe",
                "two letters");
    }

    /** Else a tier or a mirror would bring what belongs to a region into a store that has none. */
    @Test
    void routesByRegionAtTheRootOnly() {
        for (var above : List.of(
                List.of("main.kind", "tiered", "main.hot", "inner", "main.cold", "other"),
                List.of("main.kind", "mirrored", "main.primary", "inner", "main.mirror", "other"),
                List.of("main.kind", "replicated", "main.copies", "2", "main.devices", "inner,other"),
                List.of(
                        "main.kind",
                        "routed",
                        "main.home",
                        "eu",
                        "main.regions.eu",
                        "inner",
                        "main.regions.us",
                        "other"))) {
            var properties = tree(above.toArray(String[]::new));
            properties.putAll(tree("inner.kind", "routed", "inner.home", "eu", "inner.regions.eu", "leaf"));
            properties.putAll(tree("leaf.kind", "memory", "other.kind", "memory"));
            assertRefused(properties, "stores.inner.kind", "only the root");
        }
    }

    @Test
    void everyStoreIsPartOfTheTreeOnce() {
        var properties = new TreeMap<>(Map.of(MAIN + "kind", "memory"));
        properties.put("cairn.storage.topology.stores.spare.kind", "memory");
        assertRefused(properties, "[spare]", "part of nothing");
        properties.put("cairn.storage.topology.root", "gone");
        assertRefused(properties, "cairn.storage.topology.root", "'gone'", "no settings");
        properties.put("cairn.storage.topology.root", "Über");
        assertRefused(properties, "cairn.storage.topology.root", "must name a store");
    }

    @Test
    void errorsAndDescriptionsRepeatNoValues() {
        assertThatThrownBy(() -> Topologies.read(Map.of(MAIN + "kind", "memory", MAIN + "size", "hunter2")))
                .hasMessageNotContaining("hunter2");
        var properties = new Binder(new MapConfigurationPropertySource(Map.of(MAIN + "secret", "hunter2")))
                .bindOrCreate("cairn.storage", StorageProperties.class);
        assertThat(properties.toString() + properties.topology()).doesNotContain("hunter2");
    }

    private static Map<String, String> redundant(String kind, int devices) {
        var properties = new TreeMap<String, String>();
        properties.put(MAIN + "kind", kind);
        for (int i = 1; i <= devices; i++) {
            properties.merge(MAIN + "devices", "d" + i, (names, name) -> names + ", " + name);
            properties.put("cairn.storage.topology.stores.d" + i + ".kind", "memory");
        }
        return properties;
    }

    @Test
    void readsRedundantStores() {
        var properties = redundant("erasure-coded", 9);
        properties.put(MAIN + "domain.d2", "shelf");
        properties.put(MAIN + "weight.d2", "1.5");
        properties.put(MAIN + "grace", "1h");
        var coded = (Topology.ErasureCoded) Topologies.read(properties);
        assertThat(coded.codedFrom()).hasValue(coded.settings().codedFrom());
        assertThat(coded.children())
                .allSatisfy(device -> assertThat(device.codedFrom()).isEmpty());
        assertThat(coded.settings().coded()).isEqualTo(Scheme.SIX_AND_THREE);
        assertThat(coded.settings().copies()).isEqualTo(Scheme.copies(4));
        assertThat(coded.settings().grace()).hasHours(1);
        assertThat(coded.parts()).hasSize(9).contains(new Topology.Part(new Memory("d2", 64 << 20), "shelf", 1.5));
        assertThat(((Topology.Replicated) Topologies.read(redundant("replicated", 3)))
                        .settings()
                        .copies())
                .isEqualTo(Scheme.THREE_COPIES);
    }

    @Test
    void redundantStoresNeedEnoughFailureDomains() {
        assertRefused(redundant("erasure-coded", 8), MAIN + "devices", "too few", "9 shards", "8 devices");
        var properties = redundant("replicated", 3);
        properties.put(MAIN + "domain.d1", "shelf");
        properties.put(MAIN + "domain.d2", "shelf");
        assertRefused(properties, MAIN + "devices", "too few", "2 domains");
        properties.put(MAIN + "domain.d9", "shelf");
        assertRefused(properties, MAIN + "devices", "[d9]");
        properties.remove(MAIN + "domain.d9");
        properties.put(MAIN + "weight.d1", "-1");
        assertRefused(properties, MAIN + "weight.d1", "no number above 0");
    }
}
