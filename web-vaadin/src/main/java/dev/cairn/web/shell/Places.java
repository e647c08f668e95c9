package dev.cairn.web.shell;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The addresses of the web app: what a person may bookmark or send to a colleague. */
public final class Places {
    public static final String FILES = "files";
    public static final String ADD = "add";
    public static final String FAVOURITES = "favourites";
    public static final String TRASH = "trash";
    public static final String CONFLICTS = "conflicts";
    public static final String ACTIVITY = "activity";
    public static final String SEARCH = "search";
    public static final String ACCOUNT = "account";
    public static final String USERS = "users";

    /** The key under which everybody finds their own space. */
    public static final String PERSONAL = "personal";

    private Places() {}

    /** Whether it is the reader's own space, of which nobody else is an owner. */
    public static boolean own(Space space) {
        return space.kind() == SpaceKind.PERSONAL && space.role() == SpaceRole.OWNER;
    }

    /** How a space is called in addresses. */
    public static String key(Space space) {
        return own(space) ? PERSONAL : space.slug();
    }

    /** A space's files, or where one adds to them, for whom may do no more. */
    public static String files(Space space) {
        return (space.role().sees() ? FILES : ADD) + "/" + key(space);
    }

    /** A folder, or a file in its folder. */
    public static String files(Space space, NodeId node) {
        return node.equals(space.root()) ? files(space) : files(space) + "/" + node;
    }

    /** A search. */
    public static String search(String words) {
        return SEARCH + "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    /** What people read: their own space is theirs, whatever it is called; that of somebody else has the name of its owner. */
    public static String name(Space space) {
        if (own(space)) {
            return "My files";
        }
        return space.kind() == SpaceKind.PERSONAL ? space.name() + "’s files" : space.name();
    }

    /** The space and the folder something is in, for people. */
    public static String where(Map<SpaceId, Space> spaces, SpaceId id, String path) {
        var space = spaces.get(id);
        int slash = path.lastIndexOf('/');
        var folder = slash < 0 ? "" : " / " + path.substring(0, slash).replace("/", " / ");
        return (space == null ? "" : name(space)) + folder;
    }

    /** The icon of a space. */
    public static String icon(Space space) {
        return switch (space.kind()) {
            case PERSONAL -> own(space) ? "home" : "people";
            case TEAM -> "people";
            case BUCKET -> "bucket";
        };
    }
}
