package dev.cairn.storage.blob.local;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.cairn.storage.blob.BlobContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;

/**
 * Writes new files durably. Long ones go around the system's page cache, where the file system allows it (ADR 0101): filling pages
 * costs more than all of encrypting, and would push out what is read more often. What is gathered for a write lies in buffers
 * outside the heap that are used again, since new memory costs as much as new pages; at most {@value #KEPT_MAX} are kept.
 */
final class NewFiles {
    /** Files from this length on are long. */
    static final int LONG_BYTES = 1 << 20;

    private static final int KEPT_MAX = 4;
    private static final int STAGE_BYTES = 1 << 20;
    private static final int NO_UNIT = 1;
    private static final int UNIT_MAX = 64 << 10;
    private static final Set<OpenOption> ORDINARY = Set.of(CREATE_NEW, WRITE);

    private final ArrayBlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(KEPT_MAX);
    private final Set<OpenOption> direct;
    /** Direct writes begin and end at multiples of it; {@link #NO_UNIT} where there are none. */
    private final int unit;

    /**
     * @param folder where the files will be; a file in it is tried out
     * @param wanted whether files may go around the page cache
     */
    NewFiles(Path folder, boolean wanted) throws IOException {
        this.direct = wanted ? optionsOfDirect() : ORDINARY;
        this.unit = unit(folder);
    }

    /** Whether long files go around the page cache. */
    boolean direct() {
        return unit > NO_UNIT;
    }

    /** {@code ExtendedOpenOption.DIRECT} of the module {@code jdk.unsupported}, which a Java runtime need not have. */
    private static Set<OpenOption> optionsOfDirect() {
        try {
            return Stream.of(
                            Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(option -> Set.of(CREATE_NEW, WRITE, (OpenOption) option))
                    .findAny()
                    .orElse(ORDINARY);
        } catch (ClassNotFoundException e) {
            return ORDINARY;
        }
    }

    /** Only trying tells: some file systems have no direct writes, or not with the units they name. */
    private int unit(Path folder) throws IOException {
        long named = Files.getFileStore(folder).getBlockSize();
        if (direct.equals(ORDINARY) || named > UNIT_MAX || Long.bitCount(named) != 1) {
            return NO_UNIT;
        }
        int unit = (int) named;
        var trial = folder.resolve("trial");
        try (var file = FileChannel.open(trial, direct)) {
            return file.write(buffer(unit, unit)) == unit ? unit : NO_UNIT;
        } catch (IOException | UnsupportedOperationException e) {
            return NO_UNIT;
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private static ByteBuffer buffer(int bytes, int unit) {
        return ByteBuffer.allocateDirect(bytes + unit).alignedSlice(unit).limit(bytes);
    }

    /** Writes and syncs the bytes of a new file, not its name. */
    void write(Path path, BlobContent content) throws IOException {
        boolean around = direct() && content.length() >= LONG_BYTES;
        var taken = idle.poll();
        var stage = taken == null ? buffer(STAGE_BYTES, unit) : taken;
        try (var file = FileChannel.open(path, around ? direct : ORDINARY)) {
            var staging = new StagingChannel(file, stage, around ? unit : NO_UNIT);
            content.writeTo(staging);
            staging.finish();
            file.force(false);
        } finally {
            idle.offer(stage.clear().limit(STAGE_BYTES));
        }
    }
}
