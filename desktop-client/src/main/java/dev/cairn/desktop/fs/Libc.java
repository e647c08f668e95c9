package dev.cairn.desktop.fs;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * System calls of Linux the JDK does not offer: renames that never replace or that swap, modification times before 1970 (the JDK
 * turns those into 1970), and making a whole file system durable. Absent on other systems; callers then do without.
 */
final class Libc implements Renames.Swap {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int RENAME_NOREPLACE = 1;
    private static final int RENAME_EXCHANGE = 2;
    private static final long UTIME_OMIT = (1L << 30) - 2;
    private static final @Nullable Libc INSTANCE = load();

    private final MethodHandle renameat2;
    private final MethodHandle utimensat;
    private final MethodHandle open;
    private final MethodHandle syncfs;
    private final MethodHandle close;

    private Libc(
            MethodHandle renameat2,
            MethodHandle utimensat,
            MethodHandle open,
            MethodHandle syncfs,
            MethodHandle close) {
        this.renameat2 = renameat2;
        this.utimensat = utimensat;
        this.open = open;
        this.syncfs = syncfs;
        this.close = close;
    }

    static Optional<Libc> find() {
        return Optional.ofNullable(INSTANCE);
    }

    /** False: the target exists, the source does not, or the file system cannot do it; the caller looks which. */
    @Override
    public boolean renameWithoutReplacing(Path from, Path to) throws IOException {
        return rename(from, to, RENAME_NOREPLACE);
    }

    /** Swaps two names in one step; false when one does not exist or the file system cannot do it. */
    @Override
    public boolean exchange(Path one, Path other) throws IOException {
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

    /**
     * Makes everything durable that was written to the file system of {@code folder}, in one go; false when that cannot be asked
     * for. The file is opened for it each time, so that an error of writing that nobody was told of counts (errseq_t, Linux 5.8).
     * Such an error is told once: asking for each file afterwards might seem to work.
     */
    boolean syncFileSystem(Path folder) throws IOException {
        int result;
        try (var arena = Arena.ofConfined()) {
            int file = (int) open.invokeExact(text(arena, folder), O_RDONLY_CLOEXEC);
            if (file < 0) {
                return false;
            }
            result = (int) syncfs.invokeExact(file);
            int closed = (int) close.invokeExact(file);
            result |= closed;
        } catch (Throwable e) {
            throw new IOException("syncfs", e);
        }
        if (result != 0) {
            throw new IOException("the disk could not write");
        }
        return true;
    }

    private static MemorySegment text(Arena arena, Path path) {
        return arena.allocateFrom(path.toString(), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("restricted") // the calls above are the whole use
    private static @Nullable Libc load() {
        if (!System.getProperty("os.name", "").equals("Linux")
                || !System.getProperty("sun.arch.data.model", "").equals("64")) {
            return null;
        }
        var linker = Linker.nativeLinker();
        var lookup = linker.defaultLookup();
        var names = List.of("renameat2", "utimensat", "open", "syncfs", "close");
        if (!names.stream().allMatch(name -> lookup.find(name).isPresent())) {
            return null;
        }
        return new Libc(
                linker.downcallHandle(
                        lookup.findOrThrow("renameat2"), FunctionDescriptor.of(INT, INT, ADDRESS, INT, ADDRESS, INT)),
                linker.downcallHandle(
                        lookup.findOrThrow("utimensat"), FunctionDescriptor.of(INT, INT, ADDRESS, ADDRESS, INT)),
                linker.downcallHandle(
                        lookup.findOrThrow("open"),
                        FunctionDescriptor.of(INT, ADDRESS, INT),
                        Linker.Option.firstVariadicArg(2)),
                linker.downcallHandle(lookup.findOrThrow("syncfs"), FunctionDescriptor.of(INT, INT)),
                linker.downcallHandle(lookup.findOrThrow("close"), FunctionDescriptor.of(INT, INT)));
    }
}
