package dev.cairn.bench.scenario;

/**
 * Bytes on the wire, both directions of a link together.
 *
 * @param a between A and the hub; between A and B where there is no hub
 * @param b between the hub and B
 */
record Wire(long a, long b) {
    static Wire of(CountingProxy linkOfA, CountingProxy linkOfB) {
        return new Wire(linkOfA.bytes(), linkOfB.bytes());
    }

    long total() {
        return a + b;
    }

    /** The link with more. */
    long larger() {
        return Math.max(a, b);
    }

    Wire since(Wire earlier) {
        return new Wire(a - earlier.a, b - earlier.b);
    }
}
