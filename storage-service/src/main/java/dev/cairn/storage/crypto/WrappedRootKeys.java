package dev.cairn.storage.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root key wrapped by a key service, in {@code root.key.wrapped} and otherwise as {@link FileRootKeys}: the disk alone opens
 * nothing, the service alone knows nothing. A key that lies in the clear, because there was no service before, is taken over.
 */
final class WrappedRootKeys implements RootKeySource {
    private static final Logger LOG = LoggerFactory.getLogger(WrappedRootKeys.class);

    private final RootKeyFile wrapped;
    private final RootKeyFile plain;
    private final Path plainPath;
    private final FileRootKeys keys;

    /** @param path where the key lies or would lie in the clear */
    WrappedRootKeys(Path path, KeyService service) {
        var form = new WrappedForm(service);
        var beside = path.resolveSibling(path.getFileName() + ".wrapped");
        this.plainPath = path;
        this.plain = new RootKeyFile(path);
        this.wrapped = new RootKeyFile(beside, form);
        this.keys = new FileRootKeys(beside, form);
    }

    @Override
    public boolean exists() {
        return wrapped.exists() || plain.exists();
    }

    @Override
    public RootKey create(SecureRandom random) throws IOException {
        if (plain.exists()) {
            throw new IllegalStateException("there is a root key already: " + plainPath);
        }
        return keys.create(random);
    }

    @Override
    public RootKey current() throws IOException {
        if (!wrapped.exists() && plain.exists()) {
            wrapped.keep(plain.read());
        }
        var current = keys.current();
        if (plain.exists()) {
            LOG.warn(
                    "the root key is wrapped now and lies in the clear, too: put {} where your backups are", plainPath);
        }
        return current;
    }

    @Override
    public Optional<RootKey> next() throws IOException {
        return keys.next();
    }

    @Override
    public RootKey begin(SecureRandom random) throws IOException {
        return keys.begin(random);
    }

    @Override
    public String finish() throws IOException {
        return keys.finish();
    }
}
