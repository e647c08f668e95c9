package dev.cairn.metadata.node;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a batch is well-formed: nothing missing, nothing beyond its limit. If not, the whole request is refused. */
final class OperationForm {
    private static final int ATTRIBUTE_BYTES_MAX = 4_096;
    /** What any clock may say, and the database can hold. */
    private static final Instant MADE_MIN = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant MADE_MAX = Instant.parse("9999-12-31T00:00:00Z");
    private static final long SIZE_MAX = 1L << 50;

    private OperationForm() {}

    static void check(Operations operations) {
        var all = operations.operations();
        if (all.size() > Operations.MAX) {
            throw ProblemException.invalid("operations", "At most " + Operations.MAX + " operations");
        }
        for (int i = 0; i < all.size(); i++) {
            check(all.get(i), "operations[" + i + "].");
        }
    }

    private static void check(Operation operation, String field) {
        require(operation.id(), field + "id");
        switch (operation) {
            case Operation.CreateFolder folder -> {
                place(folder.node(), folder.parent(), folder.name(), field);
                require(folder.modified(), field + "modified");
            }
            case Operation.PutFile file -> {
                place(file.node(), file.parent(), file.name(), field);
                content(file.content(), file.size(), file.modified(), file.attributes(), field);
            }
            case Operation.PutPath put -> {
                require(put.path(), field + "path");
                content(put.content(), put.size(), put.modified(), put.attributes(), field);
            }
            case Operation.Touch touch -> {
                require(touch.node(), field + "node");
                require(touch.modified(), field + "modified");
            }
            case Operation.Move move -> place(move.node(), move.parent(), move.name(), field);
            case Operation.Delete delete -> require(delete.node(), field + "node");
            case Operation.NoteConflict conflict -> conflict(conflict, field);
        }
    }

    private static void conflict(Operation.NoteConflict conflict, String field) {
        require(conflict.node(), field + "node");
        require(conflict.original(), field + "original");
        require(conflict.made(), field + "made");
        require(conflict.device(), field + "device");
        var device = conflict.device();
        if (device.isBlank()
                || device.indexOf('\0') >= 0
                || Names.hasUnpairedSurrogate(device)
                || Names.utf8(device).length > Names.BYTES_MAX) {
            throw ProblemException.invalid(
                    field + "device", "A device's name has 1 to " + Names.BYTES_MAX + " bytes of UTF-8");
        }
        if (conflict.made().isBefore(MADE_MIN) || conflict.made().isAfter(MADE_MAX)) {
            throw ProblemException.invalid(field + "made", "A time is between " + MADE_MIN + " and " + MADE_MAX);
        }
    }

    private static void place(NodeId node, NodeId parent, String name, String field) {
        require(node, field + "node");
        require(parent, field + "parent");
        require(name, field + "name");
    }

    private static void content(
            ContentId content, long size, Instant modified, @Nullable Map<String, String> attributes, String field) {
        require(content, field + "content");
        require(modified, field + "modified");
        if (size < 0 || size > SIZE_MAX) {
            throw ProblemException.invalid(field + "size", "A size is between 0 and " + SIZE_MAX);
        }
        if (attributes != null) {
            attributes(attributes, field + "attributes");
        }
    }

    private static void attributes(Map<String, String> attributes, String field) {
        long bytes = 0;
        for (var attribute : attributes.entrySet()) {
            require(attribute.getValue(), field + "." + attribute.getKey());
            if (Names.hasUnpairedSurrogate(attribute.getKey()) || Names.hasUnpairedSurrogate(attribute.getValue())) {
                throw ProblemException.invalid(field, "Attributes are well-formed Unicode");
            }
            bytes += Names.utf8(attribute.getKey()).length + Names.utf8(attribute.getValue()).length;
        }
        if (bytes > ATTRIBUTE_BYTES_MAX) {
            throw ProblemException.invalid(field, "Attributes have at most " + ATTRIBUTE_BYTES_MAX + " bytes");
        }
    }

    /** A JSON body can leave out what the type says is there. */
    private static void require(@Nullable Object value, String field) {
        if (value == null) {
            throw ProblemException.invalid(field, "This field is required");
        }
    }
}
