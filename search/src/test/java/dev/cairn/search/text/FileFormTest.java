package dev.cairn.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileFormTest {
    @Test
    void beginningsTell() {
        assertThat(form("a", "%PDF-1.7")).isEqualTo(FileForm.DOCUMENT);
        assertThat(form("a.DOCX", "PK\3\4\0")).isEqualTo(FileForm.DOCUMENT);
        assertThat(form("a.zip", "PK\3\4\0")).isEqualTo(FileForm.NONE);
        assertThat(form("a.html", "<html>")).isEqualTo(FileForm.DOCUMENT);
        assertThat(form("a.java", "class A {}\n")).isEqualTo(FileForm.PLAIN);
        assertThat(form("a.bin", "\0\1")).isEqualTo(FileForm.NONE);
        assertThat(form("a.docx", "not a document")).isEqualTo(FileForm.PLAIN);
    }

    @Test
    void whatIsCompressedIsNoText() {
        var bytes = new byte[FileForm.HEAD_BYTES];
        new Random(5).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] >= 0 && bytes[i] < ' ' ? (byte) 'x' : bytes[i];
        }
        assertThat(FileForm.of("a.txt", bytes)).isEqualTo(FileForm.NONE);
    }

    @Test
    void textsOfAllAgesAreRead() {
        var text = "Größe und Maß, 東京: ";
        assertThat(PlainText.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(PlainText.decode(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(text);
        assertThat(PlainText.decode(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(text);
        assertThat(PlainText.decode(("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(text);
        assertThat(PlainText.decode("Größe".getBytes(Charset.forName("windows-1252"))))
                .isEqualTo("Größe");
        assertThat(PlainText.decode(new byte[0])).isEmpty();
    }

    @Test
    void aCutCharacterAtTheEndMakesNoOtherText() {
        var bytes = "Größe 東".getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < 3; cut++) {
            var head = Arrays.copyOf(bytes, bytes.length - cut);
            assertThat(PlainText.decode(head)).startsWith("Größe ");
            assertThat(FileForm.of("a", head)).isEqualTo(FileForm.PLAIN);
        }
    }

    private static FileForm form(String name, String head) {
        return FileForm.of(name, head.getBytes(StandardCharsets.ISO_8859_1));
    }
}
