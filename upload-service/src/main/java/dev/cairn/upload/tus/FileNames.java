package dev.cairn.upload.tus;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.charset.StandardCharsets;

/** Names looked at before gigabytes are sent for nothing; the metadata service has the last word at commit. */
final class FileNames {
    private static final int BYTES_MAX = 255;
    private static final int DEPTH_MAX = 200;

    private FileNames() {}

    static String checkPath(String path) {
        var names = path.split("/", -1);
        if (names.length > DEPTH_MAX) {
            throw refused();
        }
        for (var name : names) {
            check(name);
        }
        return path;
    }

    static void check(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0
                || bytes(name) > BYTES_MAX) {
            throw refused();
        }
    }

    /** {@code report.pdf} as {@code report (2).pdf}; shortened where it would become too long. */
    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        var end = " (" + number + ")" + (dot > 0 ? name.substring(dot) : "");
        if (bytes(end) >= BYTES_MAX) {
            end = " (" + number + ")";
        }
        while (bytes(stem) + bytes(end) > BYTES_MAX) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + end;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ProblemException refused() {
        return new ProblemException(
                Problem.INVALID_NAME, "The name of the file, or of a folder above it, cannot be used");
    }
}
