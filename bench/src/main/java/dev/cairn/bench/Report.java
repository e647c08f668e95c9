package dev.cairn.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Collects measurements and shows them as a table and as JSON. */
public final class Report {
    private final List<Measurement> measurements = new ArrayList<>();
    private final PrintStream out;

    /**
     * One figure.
     *
     * @param scenario what was done
     * @param figure what was measured
     * @param value the number
     * @param unit its unit
     * @param bar the value to reach, in words; null when there is none
     * @param reached whether the bar was reached; null when there is none
     */
    public record Measurement(
            String scenario,
            String figure,
            double value,
            String unit,
            @Nullable String bar,
            @Nullable Boolean reached) {}

    public Report(PrintStream out) {
        this.out = out;
    }

    /** Adds a figure without a bar, and shows it at once. */
    public void add(String scenario, String figure, double value, String unit) {
        show(new Measurement(scenario, figure, value, unit, null, null));
    }

    /** Adds a figure that should be at most {@code limit}. */
    public void addAtMost(String scenario, String figure, double value, String unit, double limit) {
        show(new Measurement(scenario, figure, value, unit, "<= " + number(limit), value <= limit));
    }

    /** Adds a figure that should be at least {@code limit}. */
    public void addAtLeast(String scenario, String figure, double value, String unit, double limit) {
        show(new Measurement(scenario, figure, value, unit, ">= " + number(limit), value >= limit));
    }

    /** Writes everything as JSON. */
    public void write(Path file) throws IOException {
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, json.writeValueAsString(measurements) + "\n");
    }

    private void show(Measurement measurement) {
        measurements.add(measurement);
        var verdict = measurement.bar() == null
                ? ""
                : "   (bar " + measurement.bar()
                        + (Boolean.TRUE.equals(measurement.reached()) ? ", reached)" : ", MISSED)");
        out.printf(
                Locale.ROOT,
                "%-28s %-34s %12s %-6s%s%n",
                measurement.scenario(),
                measurement.figure(),
                number(measurement.value()),
                measurement.unit(),
                verdict);
        out.flush();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }
}
