package dev.cairn.storage.blob.local;

import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One listing: kinds, then shards, then names, each sorted, which is the order of the keys. */
final class LocalListing {
    private static final Pattern SHARD = Pattern.compile("[0-9a-z]{2}");

    private final Path folder;
    private final String prefix;
    private final String after;
    private final int limit;
    private final List<BlobStat> found = new ArrayList<>();

    LocalListing(Path folder, String prefix, String after, int limit) {
        this.folder = folder;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    List<BlobStat> run() throws IOException {
        for (var kind : sortedNames(folder)) {
            for (var shard : sortedNames(folder.resolve(kind))) {
                if (SHARD.matcher(shard).matches() && mayHold(kind + "/" + shard)) {
                    addShard(kind, folder.resolve(kind).resolve(shard));
                }
                if (found.size() == limit) {
                    return found;
                }
            }
        }
        return found;
    }

    /** Whether keys that begin like this can be wanted. */
    private boolean mayHold(String start) {
        boolean inPrefix = start.startsWith(prefix) || prefix.startsWith(start);
        boolean notBefore = start.compareTo(after) >= 0 || after.startsWith(start);
        return inPrefix && notBefore;
    }

    private void addShard(String kind, Path shard) throws IOException {
        for (var name : sortedNames(shard)) {
            var key = kind + "/" + name;
            // What somebody else left here (an editor's backup, a half copy) is no blob and hinders nobody.
            if (found.size() < limit
                    && key.startsWith(prefix)
                    && key.compareTo(after) > 0
                    && BlobKey.isKey(key)
                    && Files.isRegularFile(shard.resolve(name))) {
                add(BlobKey.parse(key), shard.resolve(name));
            }
        }
    }

    private void add(BlobKey key, Path file) throws IOException {
        try {
            found.add(new BlobStat(key, Files.size(file)));
        } catch (NoSuchFileException e) {
            // Deleted since the folder was read: it is not listed, as the contract says.
            return;
        }
    }

    private static List<String> sortedNames(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }
}
