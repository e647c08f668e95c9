package dev.cairn.storage.crypto;

import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The root key in {@code root.key}. During an exchange the next one lies in {@code root.key.next}; at its end that takes the place of
 * the first by one rename, and the old one stays in {@code root.key.retired-<its name>}, because backups made before need it.
 */
final class FileRootKeys implements RootKeySource {
    private final Path path;
    private final RootKeyFile file;
    private final RootKeyFile nextFile;

    FileRootKeys(Path path) {
        this(path, RootKeyForm.PLAIN);
    }

    FileRootKeys(Path path, RootKeyForm form) {
        this.path = path.toAbsolutePath();
        this.file = new RootKeyFile(path, form);
        this.nextFile = new RootKeyFile(path.resolveSibling(path.getFileName() + ".next"), form);
    }

    @Override
    public boolean exists() {
        return file.exists();
    }

    @Override
    public RootKey create(SecureRandom random) throws IOException {
        return file.create(random);
    }

    @Override
    public RootKey current() throws IOException {
        return file.read();
    }

    @Override
    public Optional<RootKey> next() throws IOException {
        if (!nextFile.exists()) {
            return Optional.empty();
        }
        var next = nextFile.read();
        if (Arrays.equals(next.id(), current().id())) {
            // The exchange ended, and the process before it could tidy up.
            nextFile.delete();
            return Optional.empty();
        }
        return Optional.of(next);
    }

    @Override
    public RootKey begin(SecureRandom random) throws IOException {
        var begun = next();
        return begun.isPresent() ? begun.get() : nextFile.create(random);
    }

    @Override
    public String finish() throws IOException {
        var retired =
                path.resolveSibling(path.getFileName() + ".retired-" + current().name());
        new DurableFile(retired).write(file.text());
        new DurableFile(path).write(nextFile.text());
        nextFile.delete();
        return "the old root key is kept in " + retired
                + " for backups made before; move it to where they are, or delete it";
    }
}
