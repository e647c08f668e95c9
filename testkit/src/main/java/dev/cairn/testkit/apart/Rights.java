package dev.cairn.testkit.apart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process may do that stands apart. */
public enum Rights {
    /** It may mount file systems; they are its own, nobody else sees them, and they end with it. */
    MAY_MOUNT,

    /** The permissions of its own files count for it, even when root runs it. */
    PERMISSIONS_COUNT;

    private static final String NO_OVERRIDE = "-dac_override,-dac_read_search";

    /** What to put in front of a command line so that it runs with these rights. */
    List<String> prefix() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        return switch (this) {
            case MAY_MOUNT ->
                root
                        ? List.of("unshare", "--mount", "--")
                        : List.of("unshare", "--user", "--map-root-user", "--mount", "--");
            // As another user it could read neither the JDK nor Maven's repository of root; so it stays root and gives
            // up
            // what makes root read everything.
            case PERMISSIONS_COUNT ->
                root ? List.of("setpriv", "--bounding-set", NO_OVERRIDE, "--inh-caps", NO_OVERRIDE, "--") : List.of();
        };
    }
}
