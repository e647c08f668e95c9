package dev.cairn.allinone.embedded;

import dev.cairn.contracts.caller.ClusterSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Keeps the installation's secret in {@code cluster-secret}, 64 hexadecimal digits, made at the first start. */
final class ClusterSecretFile {
    private static final String NAME = "cluster-secret";

    private ClusterSecretFile() {}

    static ClusterSecret readOrCreate(DataDirectory directory, SecureRandom random) {
        var file = directory.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                var secret = new byte[ClusterSecret.LENGTH_BYTES];
                random.nextBytes(secret);
                directory.writeSecret(NAME, (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return new ClusterSecret(
                    HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused("the secret in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
