package dev.cairn.storage.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/** The root key in a file of 64 hexadecimal digits that only its owner may read. */
public final class RootKeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    public RootKeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** The key; {@link IllegalStateException} if there is none, others may read it, or it is no key. */
    public RootKey read() throws IOException {
        try {
            if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException("others may read the root key: chmod 600 " + file);
            }
            return RootKey.parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "the root key is missing, and without it what is stored cannot be read: restore " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a root key", e);
        }
    }

    /** Makes a new key and its file, durable on return; fails if there is one. */
    public RootKey create(SecureRandom random) throws IOException {
        var bytes = new byte[RootKey.LENGTH_BYTES];
        random.nextBytes(bytes);
        var folder = Objects.requireNonNull(file.getParent(), "an absolute file has a folder");
        Files.createDirectories(folder);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = FileChannel.open(file, options, attributes())) {
            var text = HexFormat.of().formatHex(bytes) + "\n";
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
        try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return new RootKey(bytes);
    }

    private FileAttribute<?>[] attributes() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
