package dev.cairn.storage.crypto;

import dev.cairn.durable.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Root keys in a PKCS #12 key store, sealed under a password that lies in a file of its own: entries {@code cairn-root} and, during an
 * exchange, {@code cairn-root-next}; retired ones stay as {@code cairn-root-<name>}. Every change writes the store anew, whole or
 * not at all.
 */
final class KeyStoreRootKeys implements RootKeySource {
    private static final String CURRENT = "cairn-root";
    private static final String NEXT = "cairn-root-next";

    private final DurableFile file;
    private final Path passwordFile;

    /** @param passwordFile its first line is the password of the store */
    KeyStoreRootKeys(Path file, Path passwordFile) {
        this.file = new DurableFile(file);
        this.passwordFile = passwordFile;
    }

    @Override
    public boolean exists() {
        return Files.exists(file.path()) && read(CURRENT).isPresent();
    }

    @Override
    public RootKey create(SecureRandom random) throws IOException {
        if (exists()) {
            throw new IllegalStateException("there is a root key in " + file.path());
        }
        return made(CURRENT, random);
    }

    private RootKey made(String alias, SecureRandom random) throws IOException {
        var bytes = new byte[RootKey.LENGTH_BYTES];
        random.nextBytes(bytes);
        change(store -> put(store, alias, bytes));
        return new RootKey(bytes);
    }

    @Override
    public RootKey current() {
        return read(CURRENT)
                .orElseThrow(() -> new IllegalStateException(
                        "the root key is missing, and without it what is stored cannot be read: restore "
                                + file.path()));
    }

    @Override
    public Optional<RootKey> next() {
        return read(NEXT);
    }

    @Override
    public RootKey begin(SecureRandom random) throws IOException {
        var begun = next();
        return begun.isPresent() ? begun.get() : made(NEXT, random);
    }

    @Override
    public String finish() throws IOException {
        var old = current();
        var next = next().orElseThrow(() -> new IllegalStateException("no exchange was begun"));
        change(store -> {
            put(store, CURRENT + "-" + old.name(), old.key().getEncoded());
            put(store, CURRENT, next.key().getEncoded());
            store.deleteEntry(NEXT);
        });
        return "the old root key stays in the key store as " + CURRENT + "-" + old.name() + " for backups made before";
    }

    @FunctionalInterface
    private interface Change {
        void on(KeyStore store) throws GeneralSecurityException, IOException;
    }

    private void put(KeyStore store, String alias, byte[] bytes) throws GeneralSecurityException, IOException {
        var password = password();
        store.setEntry(
                alias,
                new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "AES")),
                new KeyStore.PasswordProtection(password));
        Arrays.fill(password, ' ');
    }

    private void change(Change change) throws IOException {
        try {
            var store = open();
            change.on(store);
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, password());
            file.write(bytes.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key store " + file.path() + " cannot be changed", e);
        }
    }

    private Optional<RootKey> read(String alias) {
        try {
            return open().getKey(alias, password()) instanceof SecretKey key
                    ? Optional.of(new RootKey(key.getEncoded()))
                    : Optional.empty();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the key store " + file.path() + " cannot be read with the password in " + passwordFile, e);
        }
    }

    private KeyStore open() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        if (!Files.exists(file.path())) {
            store.load(null, password());
            return store;
        }
        if (file.isOpenToOthers()) {
            throw new IllegalStateException("others may read the key store: chmod 600 " + file.path());
        }
        try (var in = Files.newInputStream(file.path())) {
            store.load(in, password());
        }
        return store;
    }

    private char[] password() throws IOException {
        if (new DurableFile(passwordFile).isOpenToOthers()) {
            throw new IllegalStateException("others may read the password of the key store: chmod 600 " + passwordFile);
        }
        try (var lines = Files.newBufferedReader(passwordFile, StandardCharsets.UTF_8)) {
            @Nullable String line = lines.readLine();
            if (line == null || line.isEmpty()) {
                throw new IllegalStateException("there is no password in " + passwordFile);
            }
            return line.toCharArray();
        }
    }
}
