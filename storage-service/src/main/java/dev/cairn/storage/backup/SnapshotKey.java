package dev.cairn.storage.backup;

import dev.cairn.storage.crypto.Hkdf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** The random secret of one snapshot, from which each of its files has a key of its own. Never written but wrapped by the root key. */
record SnapshotKey(SecretKey extracted) {
    private static final String INFO = "cairn/v1/backup/";

    static SnapshotKey of(byte[] secret) {
        var key = new SnapshotKey(Hkdf.extract(secret));
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    SecretKey ofFile(String name) {
        return Hkdf.expand(extracted, (INFO + name).getBytes(StandardCharsets.UTF_8), "AES");
    }

    @Override
    public String toString() {
        return "SnapshotKey[hidden]";
    }
}
