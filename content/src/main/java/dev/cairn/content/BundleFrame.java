package dev.cairn.content;

/** One thing a bundle carries. */
public sealed interface BundleFrame {
    /**
     * A chunk, as sent: neither decoded nor checked against its id yet ({@link Encoded#plain(ChunkId)} does both). The bytes
     * are the reader's and valid until it reads the next frame.
     */
    record ChunkFrame(ChunkId id, Encoded chunk) implements BundleFrame {}

    /** A manifest. */
    record ManifestFrame(Manifest manifest) implements BundleFrame {}
}
