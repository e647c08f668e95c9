package dev.cairn.desktop.session;

import java.util.Locale;

/** Numbers of bytes, for people. */
public final class Sizes {
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
    private static final int STEP = 1_000;

    private Sizes() {}

    /** With the unit that fits: {@code 3.4 MB}; a KB is 1000 bytes. */
    public static String words(long bytes) {
        double number = bytes;
        int unit = 0;
        while (number >= STEP && unit + 1 < UNITS.length) {
            number /= STEP;
            unit++;
        }
        if (bytes == 1) {
            return "1 byte";
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", number, UNITS[unit]);
    }
}
