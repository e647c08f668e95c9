package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command-line clients people use, and the SDK for JavaScript, unmodified: each has a script in {@code resources/clients}.
 * A client that is missing is a failure.
 */
class ClientsIT {
    private static final S3TestServer SERVER = S3TestServer.get();
    private static final Path SCRIPTS = Path.of("src/test/resources/clients").toAbsolutePath();
    private static final long SECONDS_MAX = 240;

    @TempDir
    Path work;

    private void run(String client, String program, String installation) throws Exception {
        assertThat(isOnPath(program))
                .as("%s is needed for this test: %s, or use ./cairn test", program, installation)
                .isTrue();
        var log = Files.createTempFile("cairn-" + client, ".log");
        var builder = new ProcessBuilder("bash", SCRIPTS.resolve(client + ".sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment()
                .putAll(Map.of(
                        "ENDPOINT",
                        SERVER.endpoint(),
                        "HOST",
                        "127.0.0.1:" + SERVER.port,
                        "ACCESS_KEY",
                        S3TestServer.ANN_KEY,
                        "SECRET_KEY",
                        S3TestServer.ANN_SECRET,
                        "BUCKET",
                        client + "-" + UUID.randomUUID(),
                        "WORK",
                        work.toString(),
                        "CACHE",
                        Path.of("target/s3-" + client).toAbsolutePath().toString(),
                        "LC_ALL",
                        "C.UTF-8"));
        var process = builder.start();
        boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        var said = Files.readString(log);
        assertThat(ended).as("%s hangs:%n%s", client, said).isTrue();
        assertThat(process.exitValue()).as("%s says:%n%s", client, said).isZero();
        Files.delete(log);
    }

    private static boolean isOnPath(String program) throws IOException {
        for (var folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder).resolve(program))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void awscli() throws Exception {
        run("awscli", "aws", "apt-get install awscli");
    }

    @Test
    void rclone() throws Exception {
        run("rclone", "rclone", "apt-get install rclone");
    }

    @Test
    void s3cmd() throws Exception {
        run("s3cmd", "s3cmd", "apt-get install s3cmd");
    }

    @Test
    void restic() throws Exception {
        run("restic", "restic", "apt-get install restic");
    }

    @Test
    void sdkForJavaScript() throws Exception {
        run("sdk", "npm", "apt-get install npm");
    }
}
