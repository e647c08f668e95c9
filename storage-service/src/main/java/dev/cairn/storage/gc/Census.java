package dev.cairn.storage.gc;

import dev.cairn.content.ContentId;
import dev.cairn.content.ContentIdList;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
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
     * @throws UnreadableException when the manifest of a named content is not there or cannot be read: nobody can say then what
     *     that content needs, so nothing of the space may go
     */
    void mark(SpaceId space, Marks marks, Pace pace) {
        var keys = keyRing.keys(space);
        ContentId after = null;
        do {
            after = markPage(space, keys, after, marks, pace);
        } while (after != null);
    }

    private @Nullable ContentId markPage(
            SpaceId space, DomainKeys keys, @Nullable ContentId after, Marks marks, Pace pace) {
        var page = ContentIdList.decode(metadata.contents(space, after, CensusApi.CONTENTS_MAX));
        for (int from = 0; from < page.size(); from += PORTION) {
            long begin = System.nanoTime();
            markContents(space, keys, page.subList(from, Math.min(page.size(), from + PORTION)), marks);
            pace.rest(System.nanoTime() - begin);
        }
        return page.isEmpty() ? null : page.getLast();
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
