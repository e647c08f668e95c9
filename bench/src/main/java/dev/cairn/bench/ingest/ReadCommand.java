package dev.cairn.bench.ingest;

import dev.cairn.bench.ProcessUsage;
import dev.cairn.bench.Report;
import dev.cairn.bench.storage.StorageEngine;
import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkSink;
import dev.cairn.content.Chunker;
import dev.cairn.content.ChunkerParameters;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.Damage;
import dev.cairn.storage.chunk.PackCheck;
import dev.cairn.storage.job.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn bench read}: a big file comes out of the storage engine, and its packs are verified. */
@Command(
        name = "read",
        description = "Megabytes read per CPU second, and verifying beside plain reading of the same disk.",
        mixinStandardHelpOptions = true)
public final class ReadCommand implements Callable<Integer> {
    private static final double DOWNLOAD_MIN = 1000;
    private static final double VERIFY_MIN = 0.8;
    private static final int WARM_ROUNDS = 5;
    private static final int ROUNDS = 5;
    /** Packs in a group. */
    private static final int GROUP = 8;

    @Option(names = "--json", description = "Also write the figures to this file.")
    private @Nullable Path json;

    @Option(names = "--mib", description = "Of the file, in MiB (default: ${DEFAULT-VALUE}).", defaultValue = "512")
    private long mebibytes;

    @Option(
            names = "--work",
            description =
                    "A folder on the disk to use; what is made in it is deleted again (default: ${DEFAULT-VALUE}).",
            defaultValue = ".")
    private Path work = Path.of(".");

    @Override
    public Integer call() throws Exception {
        var report = new Report(System.out);
        var folder = Files.createTempDirectory(Files.createDirectories(work), "cairn-read-");
        try (var engine = StorageEngine.start(folder.resolve("engine"))) {
            var data = new Datasets(Files.createDirectory(folder.resolve("data")), Path.of(""), 1)
                    .named(Datasets.RANDOM, mebibytes << 20)
                    .getFirst();
            var space = new SpaceId(UUID.randomUUID());
            new Intake(engine.chunks(), space).take(data.folder());
            // The rest is only there to be verified.
            for (int i = 0; i < WARM_ROUNDS; i++) {
                new Intake(engine.chunks(), new SpaceId(UUID.randomUUID())).take(data.folder());
            }
            verify(engine, report);
            download(engine, space, manifest(data.folder().resolve(Datasets.RANDOM_FILE)), report);
        } finally {
            Folders.delete(folder);
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private static Manifest manifest(Path file) throws IOException {
        var chunks = new ArrayList<ChunkRef>();
        ChunkSink sink = (bytes, offset, length) -> chunks.add(new ChunkRef(ChunkId.of(bytes, offset, length), length));
        var chunker = new Chunker(ChunkerParameters.STANDARD, Chunker.BULK_BUFFER_BYTES);
        try (var in = FileChannel.open(file)) {
            chunker.pushAll(in, sink);
        }
        chunker.finish(sink);
        return new Manifest(chunks);
    }

    /** From the page cache: the first rounds bring it there. */
    private static void download(StorageEngine engine, SpaceId space, Manifest manifest, Report report)
            throws IOException {
        var perCpuSecond = new double[ROUNDS];
        for (int i = -WARM_ROUNDS; i < ROUNDS; i++) {
            var before = ProcessUsage.of(ProcessHandle.current());
            engine.contents().stream(space, manifest, 0, manifest.size(), OutputStream.nullOutputStream());
            var used = ProcessUsage.of(ProcessHandle.current()).since(before);
            if (i >= 0) {
                perCpuSecond[i] = manifest.size() / 1e6 / used.cpuSeconds();
            }
        }
        Arrays.sort(perCpuSecond);
        report.addAtLeast("download", "MB per CPU second", perCpuSecond[ROUNDS / 2], "MB/s", DOWNLOAD_MIN);
    }

    /**
     * Some packs in turn: a group is verified, as all are by {@code ./cairn storage verify}, one is only read. Long packs are written
     * around the page cache, so what was never read before comes from the disk.
     */
    private static void verify(StorageEngine engine, Report report) throws IOException {
        var packs = engine.packBlobs();
        var progress = Progress.unwatched();
        long[] bytes = new long[2];
        long[] nanos = new long[2];
        for (int i = 0; i * GROUP < packs.size(); i++) {
            var group = packs.subList(i * GROUP, Math.min(packs.size(), (i + 1) * GROUP));
            long begin = System.nanoTime();
            if (i % 2 == 0) {
                verify(engine.packCheck(), group, progress);
            } else {
                for (var pack : group) {
                    read(engine.blobs(), pack);
                }
            }
            // The first tenth only warms up.
            if (i * GROUP > packs.size() / 10) {
                nanos[i % 2] += System.nanoTime() - begin;
                bytes[i % 2] += group.stream().mapToLong(BlobStat::length).sum();
            }
        }
        if (progress.found() > 0) {
            throw new IOException("a pack is damaged");
        }
        double verified = bytes[0] * 1e3 / nanos[0];
        double read = bytes[1] * 1e3 / nanos[1];
        report.add("packs from the disk", "verified, elapsed", verified, "MB/s");
        report.add("packs from the disk", "only read, elapsed", read, "MB/s");
        report.addAtLeast("packs from the disk", "verified / only read", verified / read, "", VERIFY_MIN);
    }

    private static void verify(PackCheck check, List<BlobStat> packs, Progress progress) {
        var before = check.begin(packs.getFirst());
        for (var pack : packs.subList(1, packs.size())) {
            var next = check.begin(pack);
            check.finish(before, new Damage(), progress);
            before = next;
        }
        check.finish(before, new Damage(), progress);
    }

    private static void read(BlobStore blobs, BlobStat pack) throws IOException {
        try (var in = blobs.open(pack.key(), 0, pack.length())) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
