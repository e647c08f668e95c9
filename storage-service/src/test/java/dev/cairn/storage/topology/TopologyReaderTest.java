package dev.cairn.storage.topology;

import static dev.cairn.storage.topology.Topologies.DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.StorageProperties;
import dev.cairn.storage.topology.Topology.Local;
import dev.cairn.storage.topology.Topology.Memory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
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
                .isEqualTo(new Local("main", Path.of("/disk"), 64 << 20));
        assertThat(Topologies.read(
                        Map.of(MAIN + "kind", "local", MAIN + "folder", "disk", MAIN + "freeSpaceMin", "1GB")))
                .isEqualTo(new Local("main", DATA.resolve("disk"), 1 << 30));
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
}
