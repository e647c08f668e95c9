package dev.cairn.storage.verify;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.FilePath;
import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.contracts.metadata.StoredVersion;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.ContentCheck;
import dev.cairn.storage.chunk.Damage;
import dev.cairn.storage.chunk.PackCheck;
import dev.cairn.storage.chunk.PackCheck.Begun;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import dev.cairn.storage.pack.PackId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Proves that everything that has a name can be read: opens every key, reads every pack from end to end, opens and hashes every record, and then
 * asks of every version of every file whether its manifest and chunks are among what is whole. What is not is named with space
 * and path. Safe at any time; uploads and deletions meanwhile are no findings. One pass; nothing is changed.
 */
public final class Verification implements Task {
    /** Its name as a task. */
    public static final String KIND = "verify";

    private static final int PAGE = 1000;
    /** Packs that are read while the one before is finished. */
    private static final int AHEAD = 1;

    private static final int MISSING_MAX = 10_000;
    private static final String PREFIX = PackId.BLOB_KIND + "/";

    private final BlobStore blobs;
    private final KeyRing keyRing;
    private final PackCheck packs;
    private final ContentCheck contents;
    private final InventoryApi inventory;

    Verification(BlobStore blobs, KeyRing keyRing, PackCheck packs, ContentCheck contents, InventoryApi inventory) {
        this.blobs = blobs;
        this.keyRing = keyRing;
        this.packs = packs;
        this.contents = contents;
        this.inventory = inventory;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var damage = new Damage();
        keyRing.verify(progress);
        var packs = checkPacks(damage, progress);
        var names = new Names(damage, progress);
        names.check();
        return (progress.found() == 0 ? "all is whole: " : progress.found() + " things are wrong: ") + packs
                + " packs read, " + names.files + " files in " + names.versions + " versions with " + names.bytes
                + " bytes checked, " + names.affected + " of them affected";
    }

    private long checkPacks(Damage damage, Progress progress) {
        progress.begin(bytes(progress), "bytes", "reading every pack");
        long count = 0;
        for (var page = page("");
                !page.isEmpty();
                page = page(page.getLast().key().toString())) {
            var begun = new ArrayDeque<Begun>();
            for (var blob : page) {
                progress.checkpoint();
                if (PackId.isPack(blob.key())) {
                    begun.add(packs.begin(blob));
                    count++;
                } else {
                    progress.found(new Finding(Finding.Kind.STRAY, blob.key().toString(), "is no pack"));
                    progress.advance(blob.length());
                }
                finish(begun, AHEAD, damage, progress);
            }
            finish(begun, 0, damage, progress);
        }
        progress.count("packs", count);
        packs.missing(damage, progress, MISSING_MAX);
        return count;
    }

    private void finish(Queue<Begun> begun, int left, Damage damage, Progress progress) {
        while (begun.size() > left) {
            var first = begun.remove();
            packs.finish(first, damage, progress);
            progress.advance(first.bytes());
        }
    }

    private List<BlobStat> page(String after) {
        return blobs.list(PREFIX, after, PAGE);
    }

    private long bytes(Progress progress) {
        long bytes = 0;
        for (var page = page("");
                !page.isEmpty();
                page = page(page.getLast().key().toString())) {
            progress.checkpoint();
            bytes += page.stream().mapToLong(BlobStat::length).sum();
        }
        return bytes;
    }

    /** The way through everything that has a name. */
    private final class Names {
        private final Damage damage;
        private final Progress progress;
        private long files;
        private long versions;
        private long bytes;
        private long affected;

        Names(Damage damage, Progress progress) {
            this.damage = damage;
            this.progress = progress;
        }

        void check() {
            progress.begin(0, "versions", "checking every version of every file");
            @Nullable SpaceId after = null;
            List<SpaceId> page;
            do {
                page = inventory.spaces(after);
                page.forEach(this::check);
                after = page.isEmpty() ? null : page.getLast();
            } while (page.size() == InventoryApi.SPACES_MAX);
            progress.count("files", files);
            progress.count("versions", versions);
            progress.count("bytes", bytes);
            progress.count("affected", affected);
        }

        private void check(SpaceId space) {
            @Nullable NodeId node = null;
            long sequence = 0;
            List<StoredVersion> page;
            do {
                page = inventory.versions(space, node, sequence);
                check(space, page);
                if (!page.isEmpty()) {
                    node = page.getLast().node();
                    sequence = page.getLast().sequence();
                }
            } while (page.size() == InventoryApi.VERSIONS_MAX);
        }

        private void check(SpaceId space, List<StoredVersion> page) {
            var problems = new LinkedHashMap<StoredVersion, String>();
            for (var version : page) {
                progress.checkpoint();
                contents.problem(space, version.content(), version.size(), damage)
                        .ifPresent(problem -> problems.put(version, problem));
                files += version.newest() ? 1 : 0;
                versions++;
                bytes += version.size();
                progress.advance(1);
                if (problems.size() == InventoryApi.PATHS_MAX) {
                    tell(space, problems);
                    problems.clear();
                }
            }
            tell(space, problems);
        }

        private void tell(SpaceId space, Map<StoredVersion, String> problems) {
            if (problems.isEmpty()) {
                return;
            }
            var paths = new LinkedHashMap<NodeId, FilePath>();
            inventory
                    .paths(
                            space,
                            problems.keySet().stream()
                                    .map(StoredVersion::node)
                                    .distinct()
                                    .toList())
                    .forEach(path -> paths.put(path.node(), path));
            problems.forEach((version, problem) -> {
                var path = paths.get(version.node());
                // Without a path it was purged while this ran: then nobody misses its bytes.
                if (path != null) {
                    affected++;
                    progress.found(new Finding(
                            Finding.Kind.FILE,
                            path.space() + "/" + path.path(),
                            problem
                                    + (version.newest() ? "" : " (an old version)")
                                    + (path.trashed() ? " (in the trash)" : "")));
                }
            });
        }
    }
}
