package dev.cairn.desktop.cli;

import dev.cairn.contracts.storage.StorageJob;
import java.io.PrintWriter;

/** How far a job is: on a terminal one line that is written over, elsewhere nothing. */
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH_MAX = 100;

    private final PrintWriter out;
    private final boolean terminal = isTerminal();
    private boolean shown;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    /** There may be none, whatever the warning says: a JDK can be told to use another console. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    void show(StorageJob job) {
        if (terminal) {
            var line = text(job);
            out.print("\r" + (line.length() > WIDTH_MAX ? line.substring(0, WIDTH_MAX) : line) + "\u001b[K");
            out.flush();
            shown = true;
        }
    }

    static String text(StorageJob job) {
        var line = new StringBuilder(job.kind()).append(": ").append(job.message());
        if (job.total() > 0) {
            line.append(", ")
                    .append(100 * Math.min(job.done(), job.total()) / job.total())
                    .append(" % of ");
            line.append(job.total()).append(' ').append(job.unit());
        } else if (job.done() > 0) {
            line.append(", ").append(job.done()).append(' ').append(job.unit());
        }
        if (job.found() > 0) {
            line.append(", ").append(job.found()).append(" wrong");
        }
        return line.toString();
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
