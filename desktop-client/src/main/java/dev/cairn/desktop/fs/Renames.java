package dev.cairn.desktop.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives things their names without taking away what somebody else put there meanwhile. */
final class Renames {
    /** For the moments of a replacement: what lies in here may be the only copy of what a user wrote. */
    static final String REPLACING = "replacing";

    static final String SET_ASIDE = "set-aside";
    private static final Logger LOG = LoggerFactory.getLogger(Renames.class);

    private final Path work;
    private final Stamps stamps;
    private final DiskAttributes attributes;
    private final @Nullable Swap libc;

    /** What only the system itself can do; both are false when it does not. */
    interface Swap {
        boolean renameWithoutReplacing(Path from, Path to) throws IOException;

        /** In one step. */
        boolean exchange(Path one, Path other) throws IOException;
    }

    Renames(Path work, Stamps stamps, DiskAttributes attributes, @Nullable Swap libc) {
        this.work = work;
        this.stamps = stamps;
        this.attributes = attributes;
        this.libc = libc;
    }

    /** Renames; {@link TargetChangedException} when the new name is taken. The stamp is what {@link #replace} gives. */
    Stamp toFree(Path from, Path to) throws IOException {
        var before = stamps.get(from);
        rename(from, to);
        return put(before, to);
    }

    private void rename(Path from, Path to) throws IOException {
        if (libc != null && libc.renameWithoutReplacing(from, to)) {
            return;
        }
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(from.toString());
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new TargetChangedException(to.toString());
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Of what was put there, also when somebody has taken it away or written over it since: that is for the next look to see. */
    private Stamp put(Stamp before, Path to) throws IOException {
        var now = stamps.find(to);
        return now != null && now.sameButRenamed(before) ? now : before;
    }

    /**
     * Puts a draft in the place of a file that still looks as expected; {@link TargetChangedException} else, the draft is kept.
     *
     * @return what was put there looks like this
     */
    Stamp replace(Path draft, Path to, Stamp expected) throws IOException {
        var present = stamps.find(to);
        if (present == null || !present.sameAs(expected)) {
            throw new TargetChangedException(to.toString());
        }
        attributes.copyPermissions(to, draft, stamps.get(draft).executable());
        var before = stamps.get(draft);
        if (libc == null) {
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
            return put(before, to);
        }
        // Not under the draft's name: that is truncated, given up and swept, and what is displaced may be somebody's
        // work.
        var swap = Files.createDirectories(work.resolve(REPLACING))
                .resolve(to.getFileName().toString());
        if (Files.exists(swap, LinkOption.NOFOLLOW_LINKS)) {
            setAside(swap);
        }
        toFree(draft, swap);
        if (!libc.exchange(swap, to)) {
            Files.move(swap, to, StandardCopyOption.ATOMIC_MOVE);
            return put(before, to);
        }
        if (stamps.get(swap).sameButRenamed(expected)) {
            Files.delete(swap);
            return put(before, to);
        }
        // It had been written to since the look above: it is put back.
        if (!libc.exchange(swap, to)) {
            throw new IOException("could not put back " + to + "; its newer content is at " + swap);
        }
        toFree(swap, draft);
        throw new TargetChangedException(to.toString());
    }

    /** Takes what a process that died in the middle of it left of replacements to where the user can find it. */
    void rescue() throws IOException {
        var replacing = work.resolve(REPLACING);
        if (!Files.isDirectory(replacing, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var left = Files.newDirectoryStream(replacing)) {
            for (var each : left) {
                setAside(each);
            }
        }
    }

    private void setAside(Path left) throws IOException {
        var folder = Files.createDirectories(work.resolve(SET_ASIDE));
        var name = left.getFileName().toString();
        var to = folder.resolve(name);
        for (int i = 2; Files.exists(to, LinkOption.NOFOLLOW_LINKS); i++) {
            var number = i + " ";
            to = folder.resolve(number + FileNames.shorten(name, FileNames.BYTES_MAX - number.length()));
        }
        toFree(left, to);
        LOG.warn("Replacing {} was interrupted; what it was, or was to be, is kept at {}", name, to);
    }
}
