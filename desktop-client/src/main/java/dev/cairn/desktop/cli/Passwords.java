package dev.cairn.desktop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Passwords come from files, so that they show neither in process lists nor in shell histories. */
final class Passwords {
    private static final int LENGTH_MAX = 1024;

    private Passwords() {}

    /** The file's first line; {@code -}: of standard input. */
    static String read(Path file) throws IOException {
        var bytes = file.toString().equals("-") ? System.in.readNBytes(LENGTH_MAX * 4) : Files.readAllBytes(file);
        var text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        var line = end < 0 ? text : text.substring(0, end);
        line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (line.isEmpty() || line.length() > LENGTH_MAX) {
            throw new CommandException(
                    ExitCode.USAGE, file + " does not begin with a password of 1 to " + LENGTH_MAX + " characters");
        }
        return line;
    }
}
