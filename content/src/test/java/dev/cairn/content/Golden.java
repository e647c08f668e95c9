package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that old versions wrote and every later version must still write or read. {@code -Dcairn.golden.write} makes new ones. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    static byte[] read(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    static void check(String name, byte[] now) throws IOException {
        if (Boolean.getBoolean("cairn.golden.write")) {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(name), now);
        }
        assertThat(now).as(name).isEqualTo(read(name));
    }
}
