package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
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

    /** Runs the client's script with each different program of that name: a machine may have an old one beside a new one. */
    private void run(String client, String name, String installation) throws Exception {
        var programs = programs(name);
        assertThat(programs)
                .as("%s is needed for this test: %s, or use ./cairn test", name, installation)
                .isNotEmpty();
        for (var program : programs) {
            run(client, program);
        }
    }

    /** Also where packages of the system are installed, in case something else comes first on the PATH. */
    private static Collection<Path> programs(String name) throws IOException {
        var found = new LinkedHashMap<Path, Path>();
        for (var folder : (System.getenv("PATH") + File.pathSeparator + "/usr/bin").split(File.pathSeparator)) {
            var program = Path.of(folder).resolve(name);
            if (Files.isExecutable(program)) {
                found.putIfAbsent(program.toRealPath(), program);
            }
        }
        return found.values();
    }

    private void run(String client, Path program) throws Exception {
        var log = Files.createTempFile("cairn-" + client, ".log");
        var builder = new ProcessBuilder("bash", SCRIPTS.resolve(client + ".sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().merge("PATH", "", (path, _) -> program.getParent() + File.pathSeparator + path);
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
                        Files.createTempDirectory(work, client).toString(),
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
        assertThat(ended).as("%s hangs:%n%s", program, said).isTrue();
        assertThat(process.exitValue()).as("%s says:%n%s", program, said).isZero();
        Files.delete(log);
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
