package dev.cairn.metadata.change;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Cursor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a cursor's text stands for (docs/formats.md, "Cursor"). */
sealed interface Position {
    /** A place in the sequence. */
    record After(Cursor cursor) implements Position {}

    /**
     * The middle of a listing of everything: nodes up to {@code last} are listed; when all are, the changes after {@code start}
     * follow, so what changed behind the listing's back is told too.
     */
    record Listing(Cursor start, @Nullable NodeId last) implements Position {
        private static final String MARKER_V1 = "r1.";

        @Override
        public String toString() {
            return MARKER_V1 + start + "." + (last == null ? "" : last);
        }
    }

    /** The position of a text we wrote; empty for any other text. */
    static Optional<Position> parse(String text) {
        if (!text.startsWith(Listing.MARKER_V1)) {
            return Cursor.parse(text).map(After::new);
        }
        int dot = text.lastIndexOf('.');
        return Cursor.parse(text.substring(Listing.MARKER_V1.length(), Math.max(dot, Listing.MARKER_V1.length())))
                .flatMap(start -> last(text.substring(dot + 1)).map(last -> new Listing(start, last)));
    }

    private static Optional<NodeId> last(String text) {
        try {
            return Optional.of(NodeId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
