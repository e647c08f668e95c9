package dev.cairn.web.shell;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses of the web app: what a person may bookmark or send to a colleague. */
public final class Places {
    public static final String FILES = "files";
    public static final String TRASH = "trash";
    public static final String ACTIVITY = "activity";
    public static final String SEARCH = "search";
    public static final String ACCOUNT = "account";
    public static final String USERS = "users";

    /** The key under which everybody finds their own space. */
    public static final String PERSONAL = "personal";

    private Places() {}

    /** How a space is called in addresses. */
    public static String key(Space space) {
        return space.kind() == SpaceKind.PERSONAL ? PERSONAL : space.slug();
    }

    /** A space's files. */
    public static String files(Space space) {
        return FILES + "/" + key(space);
    }

    /** A folder, or a file in its folder. */
    public static String files(Space space, NodeId node) {
        return node.equals(space.root()) ? files(space) : files(space) + "/" + node;
    }

    /** A search. */
    public static String search(String words) {
        return SEARCH + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    /** What people read: a personal space is theirs, whatever it is called. */
    public static String name(Space space) {
        return space.kind() == SpaceKind.PERSONAL ? "My files" : space.name();
    }

    /** The icon of a space. */
    public static String icon(Space space) {
        return switch (space.kind()) {
            case PERSONAL -> "home";
            case TEAM -> "people";
            case BUCKET -> "bucket";
        };
    }
}
