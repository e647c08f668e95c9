package dev.cairn.storage.topology;

import dev.cairn.storage.StorageProperties;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Topologies from settings as an operator writes them, through Spring's binder as in the service. */
final class Topologies {
    static final Path DATA = Path.of("/data/storage");

    private Topologies() {}

    static Topology read(Map<?, ?> properties) {
        var bound = new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cairn.storage", StorageProperties.class)
                .topology();
        return TopologyReader.read(bound.root(), bound.stores(), DATA);
    }
}
