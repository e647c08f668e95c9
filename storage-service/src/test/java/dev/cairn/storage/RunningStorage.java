package dev.cairn.storage;

import dev.cairn.contracts.caller.ClusterSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The service with settings of a test. */
public final class RunningStorage {
    private RunningStorage() {}

    /** Starts it on a free port, its data in {@code directory}; the caller closes. */
    public static ConfigurableApplicationContext start(Path directory, DataSource database, List<String> settings)
            throws IOException {
        var secret = Files.writeString(
                directory.resolve("cluster-secret"), HexFormat.of().formatHex(new byte[ClusterSecret.LENGTH_BYTES]));
        var own = Stream.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--cairn.cluster-secret-file=" + secret,
                "--cairn.data=" + directory,
                "--spring.main.banner-mode=off");
        return new SpringApplicationBuilder(StorageApplication.class)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(DataSource.class, () -> new DelegatingDataSource(database)))
                .run(Stream.concat(own, settings.stream()).toArray(String[]::new));
    }
}
