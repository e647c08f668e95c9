package dev.cairn.contracts.storage;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Signs and verifies tickets (docs/formats.md, "Ticket"): marker {@code 1} (content) or {@code 2} (space), fields, then 16
 * bytes of HMAC-SHA256 under the installation's ticket key; base64url. A ticket is a right to read for whoever holds it, so
 * it is short-lived.
 */
public final class Tickets {
    private static final int CONTENT_V1 = 1;
    private static final int SPACE_V1 = 2;
    private static final int MAC_BYTES = 16;
    private static final int TEXT_MAX = 4096;

    private final SecretKey key;
    private final InstantSource clock;

    public Tickets(ClusterSecret secret, InstantSource clock) {
        this.key = secret.derive("ticket");
        this.clock = clock;
    }

    /** The ticket as text for a URL or a header. */
    public String sign(Ticket ticket) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (ticket) {
                case Ticket.ForContent content -> {
                    out.writeByte(CONTENT_V1);
                    out.writeUTF(content.space().toString());
                    out.writeUTF(content.content().toString());
                    out.writeLong(content.size());
                    out.writeUTF(content.fileName());
                    out.writeUTF(content.mediaType() == null ? "" : content.mediaType());
                }
                case Ticket.ForSpace space -> {
                    out.writeByte(SPACE_V1);
                    out.writeUTF(space.space().toString());
                }
            }
            out.writeLong(ticket.expires().toEpochMilli());
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        var payload = bytes.toByteArray();
        bytes.writeBytes(mac(payload));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** What the text grants; FORBIDDEN when it is not ours, EXPIRED when its time is over. */
    public Ticket verify(String text) {
        var bytes = decode(text);
        var payload = Arrays.copyOf(bytes, bytes.length - MAC_BYTES);
        if (!MessageDigest.isEqual(mac(payload), Arrays.copyOfRange(bytes, payload.length, bytes.length))) {
            throw forged();
        }
        var ticket = read(payload);
        if (!clock.instant().isBefore(ticket.expires())) {
            throw new ProblemException(Problem.EXPIRED, "This ticket has expired; ask for a new one");
        }
        return ticket;
    }

    private static Ticket read(byte[] payload) {
        try (var in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int marker = in.readByte();
            return switch (marker) {
                case CONTENT_V1 -> readContent(in);
                case SPACE_V1 -> new Ticket.ForSpace(SpaceId.of(in.readUTF()), Instant.ofEpochMilli(in.readLong()));
                default -> throw forged();
            };
        } catch (IOException e) {
            throw forged();
        }
    }

    private static Ticket readContent(DataInputStream in) throws IOException {
        var space = SpaceId.of(in.readUTF());
        var content = ContentId.parse(in.readUTF());
        long size = in.readLong();
        var name = in.readUTF();
        var type = in.readUTF();
        return new Ticket.ForContent(
                space, content, size, name, type.isEmpty() ? null : type, Instant.ofEpochMilli(in.readLong()));
    }

    private static byte[] decode(String text) {
        if (text.length() > TEXT_MAX) {
            throw forged();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length <= MAC_BYTES) {
                throw forged();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw forged();
        }
    }

    private byte[] mac(byte[] payload) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(payload), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static ProblemException forged() {
        return new ProblemException(Problem.FORBIDDEN, "This is not a valid ticket");
    }
}
