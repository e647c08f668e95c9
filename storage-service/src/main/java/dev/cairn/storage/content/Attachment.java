package dev.cairn.storage.content;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** How a download names itself. */
final class Attachment {
    private static final String ATTRIBUTE_CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private Attachment() {}

    /** The Content-Disposition of RFC 6266: an ASCII name for old clients, the true one in UTF-8 for all others. */
    static String disposition(String fileName) {
        return "attachment; filename=\"" + ascii(fileName) + "\"; filename*=UTF-8''" + percentEncoded(fileName);
    }

    private static String ascii(String name) {
        var ascii = new StringBuilder();
        name.codePoints()
                .map(c -> c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%' ? c : '_')
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private static String percentEncoded(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (ATTRIBUTE_CHARACTERS.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", b));
            }
        }
        return encoded.toString();
    }

    /** By the name when the ticket does not say. */
    static MediaType mediaTypeOf(String fileName) {
        return Objects.requireNonNull(
                MediaTypeFactory.getMediaType(fileName).orElse(MediaType.APPLICATION_OCTET_STREAM));
    }
}
