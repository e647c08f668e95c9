package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.erasure.Generator;
import dev.cairn.storage.erasure.ReedSolomon;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codes in use, each checked against its golden vector before its first use. */
final class Codes {
    private final Map<Name, ReedSolomon> codes = new ConcurrentHashMap<>();

    private record Name(Scheme scheme, Generator generator) {}

    /** {@link IllegalStateException} if this JVM computes one of them wrongly. */
    Codes(RedundancySettings settings) {
        of(settings.copies(), settings.copies().generator());
        of(settings.coded(), settings.coded().generator());
    }

    ReedSolomon of(Layout layout) {
        return of(layout.scheme(), layout.generator());
    }

    ReedSolomon of(Scheme scheme, Generator generator) {
        return codes.computeIfAbsent(
                new Name(scheme, generator),
                name -> ReedSolomon.of(name.scheme().dataShards(), name.scheme().parityShards(), name.generator()));
    }
}
