package dev.cairn.storage;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.contracts.id.SpaceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Programs that run as processes of their own, so that a test can kill them. */
public final class ChildProcess {
    private ChildProcess() {}

    /** Starts it with the arguments folder, space, seed, JDBC URL, role, password; what it complains of is shown. */
    public static Process start(Class<?> program, Path folder, SpaceId space, long seed, HikariDataSource database)
            throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        folder.toString(),
                        space.toString(),
                        Long.toString(seed),
                        Objects.requireNonNull(database.getJdbcUrl()),
                        Objects.requireNonNullElse(database.getUsername(), ""),
                        Objects.requireNonNullElse(database.getPassword(), ""))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
