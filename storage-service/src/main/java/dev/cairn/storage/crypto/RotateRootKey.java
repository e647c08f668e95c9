package dev.cairn.storage.crypto;

import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import java.util.Map;

/** {@code rotate-root-key}: the keys of all spaces under a new root key. */
record RotateRootKey(KeyRing keyRing) implements Task {
    @Override
    public String kind() {
        return "rotate-root-key";
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var said = keyRing.rotate(progress);
        return "root key " + keyRing.rootKeyName() + " wraps all keys now; " + said;
    }
}
