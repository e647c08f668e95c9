package dev.cairn.desktop.fs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two system calls of Linux the JDK does not offer: renames that never replace or that
 * swap, and modification times before 1970 (the JDK
 * turns those into 1970). Absent on other systems; callers then do without.
 */
final class Libc {
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int RENAME_NOREPLACE = 1;
    private static final int RENAME_EXCHANGE = 2;
    private static final long UTIME_OMIT = (1L << 30) - 2;
    private static final @Nullable Libc INSTANCE = load();

    private final MethodHandle renameat2;
    private final MethodHandle utimensat;

    private Libc(MethodHandle renameat2, MethodHandle utimensat) {
        this.renameat2 = renameat2;
        this.utimensat = utimensat;
    }

    static Optional<Libc> find() {
        return Optional.ofNullable(INSTANCE);
    }

    /** False: the target exists, the source does not, or the file system cannot do it; the caller looks which. */
    boolean renameWithoutReplacing(Path from, Path to) throws IOException {
        return rename(from, to, RENAME_NOREPLACE);
    }

    /** Swaps two names in one step; false when one does not exist or the file system cannot do it. */
    boolean exchange(Path one, Path other) throws IOException {
        return rename(one, other, RENAME_EXCHANGE);
    }

    private boolean rename(Path from, Path to, int flags) throws IOException {
        try (var arena = Arena.ofConfined()) {
            int result = (int) renameat2.invokeExact(AT_FDCWD, text(arena, from), AT_FDCWD, text(arena, to), flags);
            return result == 0;
        } catch (Throwable e) {
            throw new IOException("renameat2", e);
        }
    }

    /** Sets the modification time, any value the file system holds; false when it was refused. */
    boolean setModified(Path path, Instant modified) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var times = arena.allocate(ValueLayout.JAVA_LONG, 4);
            times.setAtIndex(ValueLayout.JAVA_LONG, 1, UTIME_OMIT);
            times.setAtIndex(ValueLayout.JAVA_LONG, 2, modified.getEpochSecond());
            times.setAtIndex(ValueLayout.JAVA_LONG, 3, modified.getNano());
            int result = (int) utimensat.invokeExact(AT_FDCWD, text(arena, path), times, AT_SYMLINK_NOFOLLOW);
            return result == 0;
        } catch (Throwable e) {
            throw new IOException("utimensat", e);
        }
    }

    private static MemorySegment text(Arena arena, Path path) {
        return arena.allocateFrom(path.toString(), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("restricted") // the two calls above are the whole use
    private static @Nullable Libc load() {
        if (!System.getProperty("os.name", "").equals("Linux")
                || !System.getProperty("sun.arch.data.model", "").equals("64")) {
            return null;
        }
        var linker = Linker.nativeLinker();
        var lookup = linker.defaultLookup();
        var rename = lookup.find("renameat2");
        var times = lookup.find("utimensat");
        if (rename.isEmpty() || times.isEmpty()) {
            return null;
        }
        return new Libc(
                linker.downcallHandle(
                        rename.get(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT)),
                linker.downcallHandle(
                        times.get(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT)));
    }
}
