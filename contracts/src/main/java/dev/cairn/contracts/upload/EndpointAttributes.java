package dev.cairn.contracts.upload;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a file that only the S3 endpoint may set, because its clients take what they say for checked: ETags and checksums.
 * The endpoint seals them for the content they are about; the upload service takes them with a good seal only, and keeps the seal
 * nowhere.
 */
public final class EndpointAttributes {
    private static final String SEAL = "cairn-seal";

    private final SecretKey key;

    public EndpointAttributes(ClusterSecret secret) {
        this.key = secret.derive("endpoint-attributes");
    }

    private static boolean isReserved(String name) {
        return name.startsWith("etag") || name.startsWith("x-amz-checksum-") || name.equals(SEAL);
    }

    /** Those of some attributes that anybody may set, also for another content. */
    public static Map<String, String> free(Map<String, String> attributes) {
        var free = new HashMap<>(attributes);
        free.keySet().removeIf(EndpointAttributes::isReserved);
        return free;
    }

    /** These attributes, sealed for a file with this content. */
    public Map<String, String> sealed(Map<String, String> attributes, ContentId content) {
        var sealed = new HashMap<>(attributes);
        sealed.put(SEAL, seal(attributes, content));
        return sealed;
    }

    /** The operation as it may be applied: FORBIDDEN when it brings reserved attributes without their seal. */
    public Operation checked(Operation operation) {
        return switch (operation) {
            case Operation.PutFile put ->
                new Operation.PutFile(
                        put.id(),
                        put.node(),
                        put.parent(),
                        put.name(),
                        put.base(),
                        put.content(),
                        put.size(),
                        put.modified(),
                        put.executable(),
                        checked(put.attributes(), put.content()));
            case Operation.PutPath put ->
                new Operation.PutPath(
                        put.id(),
                        put.path(),
                        put.content(),
                        put.size(),
                        put.modified(),
                        put.executable(),
                        checked(put.attributes(), put.content()));
            case Operation.CreateFolder _,
                    Operation.Touch _,
                    Operation.Move _,
                    Operation.Delete _,
                    Operation.NoteConflict _ -> operation;
        };
    }

    private @Nullable Map<String, String> checked(@Nullable Map<String, String> attributes, ContentId content) {
        if (attributes == null || attributes.keySet().stream().noneMatch(EndpointAttributes::isReserved)) {
            return attributes;
        }
        var unsealed = new HashMap<>(attributes);
        unsealed.remove(SEAL);
        if (!isSealed(attributes, content)) {
            throw new ProblemException(
                    Problem.FORBIDDEN,
                    "Attributes that begin with \"etag\" or \"x-amz-checksum-\" are set by the S3 endpoint only",
                    Map.of("field", "attributes"));
        }
        return unsealed;
    }

    /** Whether the endpoint has sealed it: it has the content's bytes from whom it acts for. */
    public boolean isSealed(Operation.PutPath put) {
        return put.attributes() != null && put.content() != null && isSealed(put.attributes(), put.content());
    }

    private boolean isSealed(Map<String, String> attributes, ContentId content) {
        var unsealed = new HashMap<>(attributes);
        var seal = unsealed.remove(SEAL);
        return seal != null
                && MessageDigest.isEqual(
                        seal.getBytes(StandardCharsets.UTF_8),
                        seal(unsealed, content).getBytes(StandardCharsets.UTF_8));
    }

    private String seal(Map<String, String> attributes, ContentId content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(content.toBytes());
            new TreeMap<>(attributes).forEach((name, value) -> {
                if (isReserved(name)) {
                    update(mac, name);
                    update(mac, String.valueOf(value));
                }
            });
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** With its length before it, so that no two lists of texts are one. */
    private static void update(Mac mac, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        mac.update(bytes);
    }
}
