package dev.cairn.storage.topology;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * The settings of one store, each of which is asked for once. As elsewhere in Spring, {@code free-space-min}, {@code freeSpaceMin} and
 * {@code FREE_SPACE_MIN} are the same setting. Wrong values are never repeated in errors: one of them may be a secret.
 */
final class StoreSettings {
    private final String store;
    private final Map<String, String> left = new TreeMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    StoreSettings(String store, Map<String, String> settings) {
        this.store = store;
        settings.forEach((key, value) -> left.put(uniform(key), value.strip()));
    }

    private static String uniform(String key) {
        return key.replace("-", "").replace("_", "").replace(".", "").toLowerCase(Locale.ROOT);
    }

    String required(String key) {
        return optional(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    Optional<String> optional(String key) {
        known.add(key);
        return Optional.ofNullable(left.remove(uniform(key))).filter(value -> !value.isEmpty());
    }

    /** A number of bytes, written like {@code 64MB}. */
    long bytes(String key, long otherwise) {
        return optional(key)
                .map(value -> parse(key, value, "is no size like 64MB", text -> DataSize.parse(text)
                        .toBytes()))
                .orElse(otherwise);
    }

    /** A time, written like {@code 30d}. */
    Duration duration(String key, Duration otherwise) {
        return optional(key)
                .map(value -> parse(key, value, "is no time like 30d", DurationStyle::detectAndParse))
                .orElse(otherwise);
    }

    /** {@code true} or {@code false}. */
    boolean flag(String key, boolean otherwise) {
        return optional(key)
                .map(value -> parse(key, value, "is neither true nor false", text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("no flag");
                }))
                .orElse(otherwise);
    }

    int number(String key, int otherwise, int min, int max) {
        return optional(key)
                .map(value -> parse(key, value, "is no number from " + min + " to " + max, text -> {
                    int number = Integer.parseInt(text);
                    if (number < min || number > max) {
                        throw new IllegalArgumentException("out of range");
                    }
                    return number;
                }))
                .orElse(otherwise);
    }

    /** Names with commas between them, at least one. */
    List<String> names(String key) {
        return Stream.of(required(key).split(",", -1)).map(String::strip).toList();
    }

    /** All settings {@code prefix.<something>}, by something. */
    Map<String, String> under(String prefix) {
        known.add(prefix + ".…");
        var found = new LinkedHashMap<String, String>();
        left.keySet().stream()
                .filter(key -> key.startsWith(uniform(prefix)))
                .toList()
                .forEach(key -> found.put(key.substring(uniform(prefix).length()), left.remove(key)));
        return found;
    }

    <T> T parse(String key, String value, String complaint, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong(key, complaint);
        }
    }

    /** After all settings were asked for: a setting that nobody knows is a slip of the pen, not to be passed over. */
    void refuseUnknown() {
        if (!left.isEmpty()) {
            throw wrong(left.keySet().iterator().next(), "is no setting of this kind of store; it has " + known);
        }
    }

    TopologyException wrong(String key, String complaint) {
        return new TopologyException(name(key) + " " + complaint);
    }

    /** The whole name of the setting, for errors. */
    String name(String key) {
        return TopologyReader.SETTINGS + ".stores." + store + "." + key;
    }
}
