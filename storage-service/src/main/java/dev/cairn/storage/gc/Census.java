package dev.cairn.storage.gc;

import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.chunk.Contents;
import dev.cairn.storage.crypto.DomainKeys;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.pack.RecordKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marks every record of a space that a name leads to: the manifests of all named contents, and the chunks these list. */
final class Census {
    /** Contents whose manifests are looked up at once. */
    private static final int PORTION = 256;

    private final CensusApi metadata;
    private final Contents contents;
    private final KeyRing keyRing;

    Census(CensusApi metadata, Contents contents, KeyRing keyRing) {
        this.metadata = metadata;
        this.contents = contents;
        this.keyRing = keyRing;
    }

    /**
     * Takes the census.
     *
     * @throws UnreadableException when the manifest of a named content is not there or cannot be read, or not all named contents were
     *     told: nobody can say then what is needed, so nothing of the space may go
     */
    void mark(SpaceId space, Marks marks, Pace pace) {
        var keys = keyRing.keys(space);
        ContentId after = null;
        long told = 0;
        long begun = -1;
        CensusPage.Count counted;
        do {
            var page = page(space, after);
            begun = begun < 0 ? page.sequence() : begun;
            markPage(space, keys, page.contents(), marks, pace);
            told += page.contents().size();
            after = page.contents().isEmpty() ? after : page.contents().getLast();
            counted = page.counted();
        } while (counted == null);
        // A change names one content at most.
        long named = counted.sequence() - begun;
        if (told < counted.contents() - named) {
            throw new UnreadableException(
                    "metadata told of " + told + " named contents, and has " + counted.contents(), null);
        }
    }

    private CensusPage page(SpaceId space, @Nullable ContentId after) {
        CensusPage page;
        try {
            page = CensusPage.decode(metadata.contents(space, after, CensusApi.CONTENTS_MAX));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the named contents cannot be read from what metadata answers", e);
        }
        var previous = after;
        for (var content : page.contents()) {
            if (previous != null && content.compareTo(previous) <= 0) {
                throw new UnreadableException("metadata told of named contents out of their order", null);
            }
            previous = content;
        }
        if (page.contents().isEmpty() && page.counted() == null) {
            throw new UnreadableException("metadata told of no named content, and not that there are no more", null);
        }
        return page;
    }

    private void markPage(SpaceId space, DomainKeys keys, List<ContentId> page, Marks marks, Pace pace) {
        for (int from = 0; from < page.size(); from += PORTION) {
            long begin = System.nanoTime();
            markContents(space, keys, page.subList(from, Math.min(page.size(), from + PORTION)), marks);
            pace.rest(System.nanoTime() - begin);
        }
    }

    private void markContents(SpaceId space, DomainKeys keys, List<ContentId> named, Marks marks) {
        int[] read = {0};
        try {
            contents.forEach(space, named, Long.MAX_VALUE, (content, manifest) -> {
                marks.add(keys.keyedId(RecordKind.MANIFEST.code(), content.toBytes()));
                for (ChunkRef chunk : manifest.chunks()) {
                    marks.add(keys.keyedId(RecordKind.CHUNK.code(), chunk.id().toBytes()));
                }
                read[0]++;
            });
        } catch (ProblemException e) {
            throw new UnreadableException("the manifest of a named content cannot be read", e);
        }
        if (read[0] < named.size()) {
            throw new UnreadableException((named.size() - read[0]) + " named contents have no manifest", null);
        }
    }

    /** What a name leads to cannot be told. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
