package dev.cairn.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The client's window as people see it: a process of its own on a real X server, driven by {@link DrivenWindow}. */
final class ClientWindow implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 50;
    private static final int ANSWERS_MAX = 10;

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(ANSWERS_MAX);

    ClientWindow(XServer screen, Path home, String theme) throws IOException {
        process = line(screen, home, "-Dcairn.window.theme=" + theme, DrivenWindow.class.getName())
                .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        var output = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> listen(output));
    }

    /** The same command line once more, without a driver. */
    static String again(XServer screen, Path home) throws IOException {
        var second = line(screen, home, "-Dcairn.window.theme=light", "dev.cairn.desktop.cli.CairnCommand")
                .start();
        return new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ProcessBuilder line(XServer screen, Path home, String flag, String main) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.provider=org.slf4j.jul.JULServiceProvider",
                flag,
                "-cp",
                System.getProperty("java.class.path"),
                main,
                "client",
                "gui",
                "--home",
                home.toString()));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("DISPLAY", screen.display());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private void listen(BufferedReader output) {
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("> ")) {
                    answers.add(line.substring(2));
                } else {
                    System.out.println("window: " + line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String... words) throws IOException, InterruptedException {
        commands.write(String.join("\t", words) + "\n");
        commands.flush();
        return Objects.requireNonNull(
                answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "the window does not answer: " + words[0]);
    }

    /** Waits until what is called so is shown and reads like that; returns what it reads. */
    String await(String name, Predicate<String> wanted) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var text = ask("text", name);
        while (!wanted.test(text)) {
            if (System.nanoTime() > until) {
                throw new AssertionError(name + " reads \"" + text + "\"");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            text = ask("text", name);
        }
        return text;
    }

    void awaitText(String name, String text) throws IOException, InterruptedException {
        await(name, text::equals);
    }

    void click(String name) throws IOException, InterruptedException {
        await(name, text -> !text.isEmpty());
        assertThat(ask("click", name)).as(name).isEqualTo("done");
    }

    void set(String name, String text) throws IOException, InterruptedException {
        assertThat(ask("set", name, text)).as(name).isEqualTo("done");
    }

    void tab(String title) throws IOException, InterruptedException {
        assertThat(ask("tab", title)).as(title).isEqualTo("done");
    }

    /** What is on the screen now. */
    void picture(Path file) throws IOException, InterruptedException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        assertThat(ask("picture", file.toAbsolutePath().toString())).isEqualTo("done");
    }

    /** Closes the window as its button does; returns the exit code. */
    int closed() throws IOException, InterruptedException {
        assertThat(ask("wrongs")).as("what went wrong on the window's thread").isEmpty();
        assertThat(ask("close")).isEqualTo("done");
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
