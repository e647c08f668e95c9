package dev.cairn.search.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** How a file's text is found, by its first bytes and the end of its name. */
public enum FileForm {
    /** It has none that is worth reading: pictures, archives, programs. */
    NONE,
    /** It is text. */
    PLAIN,
    /** It takes a parser. */
    DOCUMENT;

    /** As many bytes of a file's beginning as tell. */
    public static final int HEAD_BYTES = 8 << 10;

    private static final Set<String> ZIPPED = Set.of(
            "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "potx", "odt", "ott", "ods", "ots",
            "odp", "otp", "odg", "epub");
    private static final Set<String> MARKUP = Set.of("html", "htm", "xhtml", "rtf");
    private static final byte[] OLE = {
        (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
    };
    private static final Set<String> OLE_DOCUMENTS = Set.of("doc", "dot", "xls", "xlt", "ppt", "pps", "msg", "vsd");

    /** @param head the first {@link #HEAD_BYTES}, or the whole file when it is shorter */
    public static FileForm of(String name, byte[] head) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (startsWith(head, "%PDF-".getBytes(StandardCharsets.US_ASCII))
                || (startsWith(head, "PK".getBytes(StandardCharsets.US_ASCII)) && ZIPPED.contains(ending))
                || (startsWith(head, OLE) && OLE_DOCUMENTS.contains(ending))) {
            return DOCUMENT;
        }
        if (!PlainText.isText(head)) {
            return NONE;
        }
        return MARKUP.contains(ending) ? DOCUMENT : PLAIN;
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (i == bytes.length || bytes[i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
