package dev.cairn.storage.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/storage.md shows is what the service reads. */
class StoragePageTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("## ([\\w-]+)\\n.*?```properties\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleIsATree() throws IOException {
        var page = EXAMPLE.matcher(Files.readString(Path.of("../docs/storage.md")));
        var kinds = new ArrayList<String>();
        while (page.find()) {
            var properties = new Properties();
            properties.load(new StringReader(page.group(2)));
            var topology = Topologies.read(properties);
            assertThat(topology.getClass().getSimpleName())
                    .isEqualToIgnoringCase(page.group(1).replace("-", ""));
            kinds.add(page.group(1));
        }
        assertThat(kinds)
                .contains("memory", "local", "s3", "routed", "tiered", "mirrored", "replicated", "erasure-coded");
    }
}
