package dev.cairn.storage.crypto;

import java.nio.charset.StandardCharsets;

/** A root key wrapped by a key service (docs/formats.md, "Wrapped root key"): a line with the marker, a line with what the service gave. */
record WrappedForm(KeyService service) implements RootKeyForm {
    private static final String MARKER = "cairn-wrapped-root-key 1\n";

    @Override
    public byte[] write(byte[] key) {
        return (MARKER + service.wrap(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public RootKey read(byte[] text) {
        var lines = new String(text, StandardCharsets.US_ASCII);
        if (!lines.startsWith(MARKER)) {
            throw new IllegalArgumentException("this is no wrapped root key");
        }
        return new RootKey(service.unwrap(lines.substring(MARKER.length()).strip()));
    }
}
