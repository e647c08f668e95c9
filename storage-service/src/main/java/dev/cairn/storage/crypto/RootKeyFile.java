package dev.cairn.storage.crypto;

import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/** The root key in a file of 64 hexadecimal digits that only its owner may read; never half a key, whatever happens to the power. */
public final class RootKeyFile {
    private final DurableFile file;

    public RootKeyFile(Path file) {
        this.file = new DurableFile(file);
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.exists(file.path());
    }

    /** The key; {@link IllegalStateException} if there is none, others may read it, or it is no key. */
    public RootKey read() throws IOException {
        try {
            if (file.isOpenToOthers()) {
                throw new IllegalStateException("others may read the root key: chmod 600 " + file.path());
            }
            return RootKey.parse(Files.readString(file.path(), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "the root key is missing, and without it what is stored cannot be read: restore " + file.path(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file.path() + " is not a root key", e);
        }
    }

    /** Makes a new key and its file, durable on return; fails if there is one. */
    public RootKey create(SecureRandom random) throws IOException {
        var bytes = new byte[RootKey.LENGTH_BYTES];
        random.nextBytes(bytes);
        Files.createDirectories(Objects.requireNonNull(file.path().getParent(), "an absolute file has a folder"));
        var text = HexFormat.of().formatHex(bytes) + "\n";
        file.create(text.getBytes(StandardCharsets.US_ASCII));
        return new RootKey(bytes);
    }

    /** The file as it is, to be copied; checked as by {@link #read}. */
    public byte[] text() throws IOException {
        return read().text();
    }

    /** Deletes it, durable on return. */
    void delete() throws IOException {
        file.delete();
    }
}
