package dev.cairn.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentParserTest {
    private static final DocumentParser.Limits LIMITS = new DocumentParser.Limits(Duration.ofMinutes(2), 128, 10_000);

    @TempDir
    static Path folder;

    private static DocumentParser parser;

    @BeforeAll
    static void open() {
        parser = new DocumentParser(folder.resolve("parser"), LIMITS);
    }

    @AfterAll
    static void close() {
        parser.close();
    }

    @Test
    void documentsOfOfficesAreRead() throws Exception {
        assertThat(parser.parse("a.docx", docx("Turnover rose")).text()).contains("Turnover rose");
        assertThat(parser.parse("a.docx", docx("x")).title()).contains("Minutes");
        try (var sheet = new XSSFWorkbook();
                var old = new HSSFWorkbook();
                var slides = new XMLSlideShow()) {
            sheet.createSheet("Budget").createRow(0).createCell(0).setCellValue("Travel");
            assertThat(parser.parse("a.xlsx", bytes(sheet::write)).text()).contains("Budget", "Travel");
            old.createSheet("Budget").createRow(0).createCell(0).setCellValue("Rent");
            assertThat(parser.parse("a.xls", bytes(old::write)).text()).contains("Rent");
            slides.createSlide().createTextBox().setText("Vision");
            assertThat(parser.parse("a.pptx", bytes(slides::write)).text()).contains("Vision");
        }
        assertThat(parser.parse("a.rtf", ascii("{\\rtf1\\ansi Dear \\b Ann\\b0\\par}"))
                        .text())
                .contains("Dear Ann");
        var odt = zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", """
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
                  <text:p>Open words</text:p></office:text></office:body></office:document-content>""");
        assertThat(parser.parse("a.odt", odt).text()).contains("Open words");
    }

    @Test
    void pdfAndHtmlAreRead() throws Exception {
        assertThat(parser.parse("a.pdf", pdf("Signed in Geneva")).text()).contains("Signed in Geneva");
        var html = ascii(
                "<html><head><title>Home</title><script>hidden()</script></head><body>Wel<b>come</b></body></html>");
        var read = parser.parse("a.html", html);
        assertThat(read.text()).contains("Welcome").doesNotContain("hidden", "<b>");
        assertThat(read.title()).contains("Home");
    }

    @Test
    void longTextsAreCut() throws Exception {
        assertThat(parser.parse("a.docx", docx("word ".repeat(10_000))).text())
                .startsWith("word word")
                .hasSizeLessThanOrEqualTo(LIMITS.chars());
    }

    @Test
    void whatIsNoDocumentSaysNothing() throws Exception {
        var pdf = pdf("Signed");
        assertThat(parser.parse("a.pdf", Arrays.copyOf(pdf, pdf.length / 2)).title())
                .isEmpty();
        assertThat(parser.parse("a.docx", ascii("PK\3\4 no archive"))).isEqualTo(Extracted.NOTHING);
        assertThat(parser.parse("a.docx", docx("still alive")).text()).contains("still alive");
    }

    @Test
    void aDocumentGetsNoOtherFile() throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "xyzzy");
        var xml = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
        var hostile = xml + """
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
                <w:t>before &e; after</w:t></w:r></w:p></w:body></w:document>""";
        assertThat(parser.parse("a.docx", replaced(docx("x"), "word/document.xml", ascii(hostile)))
                        .text())
                .doesNotContain("xyzzy");
        var odt = zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", xml + "<d>&e;</d>");
        assertThat(parser.parse("a.odt", odt).text()).doesNotContain("xyzzy");
    }

    @Test
    void aBombCostsNothingButItsText() throws Exception {
        var text = new byte[1 << 20];
        Arrays.fill(text, (byte) ' ');
        var bomb = new ByteArrayOutputStream();
        bomb.writeBytes(ascii("""
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>"""));
        for (int i = 0; i < 40; i++) {
            bomb.write(text);
        }
        bomb.writeBytes(ascii("</w:t></w:r></w:p></w:body></w:document>"));
        parser.parse("a.docx", replaced(docx("x"), "word/document.xml", bomb.toByteArray()));
        parser.parse("deep.html", ascii("<div>".repeat(20_000)));
        parser.parse("deep.rtf", ascii("{\\rtf1" + "{".repeat(50_000)));
        assertThat(parser.parse("a.docx", docx("still alive")).text()).contains("still alive");
    }

    @Test
    void whatTakesTooLongIsKilled() throws Exception {
        try (var hurried =
                new DocumentParser(folder.resolve("hurried"), new DocumentParser.Limits(Duration.ZERO, 128, 10_000))) {
            assertThat(hurried.parse("a.docx", docx("Turnover"))).isEqualTo(Extracted.NOTHING);
        }
    }

    private interface Write {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] bytes(Write write) throws IOException {
        var out = new ByteArrayOutputStream();
        write.to(out);
        return out.toByteArray();
    }

    private static byte[] docx(String text) throws IOException {
        try (var document = new XWPFDocument()) {
            document.getProperties().getCoreProperties().setTitle("Minutes");
            document.createParagraph().createRun().setText(text);
            return bytes(document::write);
        }
    }

    private static byte[] pdf(String text) throws IOException {
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.showText(text);
                content.endText();
            }
            return bytes(document::save);
        }
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out)) {
                for (int i = 0; i < namesAndTexts.length; i += 2) {
                    zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                    zip.write(ascii(namesAndTexts[i + 1]));
                }
            }
        });
    }

    private static byte[] replaced(byte[] archive, String name, byte[] by) throws IOException {
        return bytes(out -> {
            try (var from = new ZipInputStream(new ByteArrayInputStream(archive));
                    var to = new ZipOutputStream(out)) {
                for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    to.write(entry.getName().equals(name) ? by : from.readAllBytes());
                }
            }
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
