package dev.cairn.storage.crypto;

import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/** The root key in a file that only its owner may read; never half a key, whatever happens to the power. */
public final class RootKeyFile {
    private final DurableFile file;
    private final RootKeyForm form;

    /** As 64 hexadecimal digits. */
    public RootKeyFile(Path file) {
        this(file, RootKeyForm.PLAIN);
    }

    RootKeyFile(Path file, RootKeyForm form) {
        this.file = new DurableFile(file);
        this.form = form;
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
            return form.read(Files.readAllBytes(file.path()));
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
        return keep(new RootKey(bytes));
    }

    /** Keeps a key, durable on return; fails if there is one. What could not be read again is not kept. */
    RootKey keep(RootKey key) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.path().getParent(), "an absolute file has a folder"));
        if (exists()) {
            throw new FileAlreadyExistsException(file.path().toString());
        }
        var text = form.write(key.bytes());
        if (!Arrays.equals(form.read(text).bytes(), key.bytes())) {
            throw new IllegalStateException("the root key could not be read again from what would be kept of it");
        }
        file.create(text);
        return key;
    }

    /** The file as it is, to be copied; checked as by {@link #read}. */
    public byte[] text() throws IOException {
        read();
        return Files.readAllBytes(file.path());
    }

    /** Deletes it, durable on return. */
    void delete() throws IOException {
        file.delete();
    }
}
