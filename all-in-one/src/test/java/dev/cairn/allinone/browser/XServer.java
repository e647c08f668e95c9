package dev.cairn.allinone.browser;

import java.io.BufferedReader;
import java.io.IOException;

/** An X server without a screen anybody sees (Xvfb), on a display of its own. */
final class XServer implements AutoCloseable {
    private final Process process;
    private final String display;

    XServer() throws IOException {
        process = started();
        display = ":" + number(process);
    }

    private static Process started() throws IOException {
        var line = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp");
        try {
            return line.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new IOException(
                    "The test of the window needs an X server: Xvfb is not on the path (Debian, Ubuntu: apt-get install"
                            + " xvfb libxtst6 libxi6 libxrender1)",
                    e);
        }
    }

    /** It chooses a free number and writes it as soon as it takes connections. */
    private static String number(Process process) throws IOException {
        try (BufferedReader output = process.inputReader()) {
            var number = output.readLine();
            if (number == null || number.isBlank()) {
                throw new IOException("Xvfb did not start");
            }
            return number.strip();
        }
    }

    /** For the environment of a program. */
    String display() {
        return display;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
