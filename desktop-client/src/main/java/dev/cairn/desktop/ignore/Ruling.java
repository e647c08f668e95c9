package dev.cairn.desktop.ignore;

/**
 * Which rule says that something stays on this disk only.
 *
 * @param source the rule file, from the synced folder on; or in words where there is none in it
 * @param line counted from 1
 * @param pattern the line as it stands there
 */
public record Ruling(String source, int line, String pattern) {
    @Override
    public String toString() {
        return "ignored by \"" + pattern + "\" (" + source + ", line " + line + ")";
    }
}
