package dev.cairn.storage.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Root keys that an operator gives as settings ({@code cairn.storage.root-key}, {@code cairn.storage.next-root-key}), from the environment for instance. */
final class GivenRootKeys implements RootKeySource {
    private final RootKey current;
    private final @Nullable RootKey next;

    GivenRootKeys(String current, @Nullable String next) {
        this.current = RootKey.parse(current);
        this.next = next == null ? null : RootKey.parse(next);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public RootKey create(SecureRandom random) {
        throw new UnsupportedOperationException("the root key is given");
    }

    @Override
    public RootKey current() {
        return current;
    }

    @Override
    public Optional<RootKey> next() {
        return Optional.ofNullable(next);
    }

    @Override
    public RootKey begin(SecureRandom random) {
        if (next == null) {
            throw new IllegalStateException(
                    "the root key is given as a setting: give the new one as cairn.storage.next-root-key and start again");
        }
        return next;
    }

    @Override
    public String finish() {
        return "give the new root key as cairn.storage.root-key from now on, and no next one; keep the old one for backups made before";
    }
}
