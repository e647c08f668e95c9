package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.metadata.KeyPage;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Space;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Listings as object stores make them, against a listing of a plain sorted set. */
final class KeysIT {
    private static final Service SERVICE = new Service();
    private static final Comparator<String> BYTEWISE = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    private static final List<String> NAMES =
            List.of("a", "a.b", "a-b", "ab", "b", "b!", "é", "\uffff", "𐀀", "a b", "Z", "c");

    private final Service.User ann = SERVICE.user("ann");
    private final Space space = ann.personal();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void listsLikeAnObjectStore() {
        long seed = Long.getLong("cairn.seed", System.nanoTime());
        var random = new Random(seed);
        var keys = new TreeSet<>(BYTEWISE);
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < 300; i++) {
            var path = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
            }
            var key = path.toString();
            boolean clash = keys.stream().anyMatch(other -> other.startsWith(key + "/") || key.startsWith(other + "/"));
            if (!clash && keys.add(key)) {
                operations.add(SERVICE.path(key, key));
            }
        }
        operations.add(SERVICE.folder(space.root(), "empty"));
        ann.commit(space, operations);

        var prefixes = new ArrayList<>(List.of("", "a", "a/", "a/b", "nothing/", "b!", "é", "𐀀/", "a/a/", "/", "a//"));
        keys.stream().limit(20).forEach(key -> prefixes.add(key.substring(0, key.offsetByCodePoints(0, 1))));
        for (var prefix : prefixes) {
            for (int limit : List.of(1, 7, 1000)) {
                assertThat(walk(prefix, "", null, limit))
                        .as("seed %d prefix %s", seed, prefix)
                        .containsExactlyElementsOf(expected(keys, prefix, "", ""));
                assertThat(walk(prefix, "/", null, limit))
                        .as("seed %d prefix %s with delimiter", seed, prefix)
                        .containsExactlyElementsOf(expected(keys, prefix, "/", ""));
            }
        }
        for (var after : List.of("a", "a/", "a/a", "b", "é/zzz", "a.b", "\u0001", "𐀀", "a/b/c/d/e")) {
            assertThat(walk("", "", after, 5))
                    .as("seed %d after %s", seed, after)
                    .containsExactlyElementsOf(expected(keys, "", "", after));
            assertThat(walk("a", "", after, 5))
                    .as("seed %d after %s", seed, after)
                    .containsExactlyElementsOf(expected(keys, "a", "", after));
        }
    }

    private List<String> walk(String prefix, String delimiter, @Nullable String after, int limit) {
        var all = new ArrayList<String>();
        var from = after;
        do {
            var page = page(prefix, delimiter, from, limit);
            var entries =
                    new ArrayList<>(page.files().stream().map(NodePath::path).toList());
            entries.addAll(page.prefixes());
            entries.sort(BYTEWISE);
            assertThat(entries.size()).isLessThanOrEqualTo(limit);
            all.addAll(entries);
            from = page.next();
        } while (from != null);
        return all;
    }

    private KeyPage page(String prefix, String delimiter, @Nullable String after, int limit) {
        return ann.call(() -> SERVICE.nodes.keys(space.id(), prefix, delimiter, after, limit));
    }

    private static List<String> expected(Set<String> keys, String prefix, String delimiter, String after) {
        var found = new TreeSet<>(BYTEWISE);
        for (var key : keys) {
            if (key.startsWith(prefix) && BYTEWISE.compare(key, after) > 0) {
                int end = delimiter.isEmpty() ? -1 : key.indexOf('/', prefix.length());
                found.add(end < 0 ? key : key.substring(0, end + 1));
            }
        }
        return List.copyOf(found);
    }
}
