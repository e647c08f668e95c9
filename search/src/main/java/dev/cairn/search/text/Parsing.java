package dev.cairn.search.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tika.detect.CompositeDetector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Tika with the parsers that are worth their bytes, named one by one: nothing is looked up, and no other program is run. */
final class Parsing {
    private static final List<Property> TITLE = List.of(
            TikaCoreProperties.TITLE,
            TikaCoreProperties.CREATOR,
            TikaCoreProperties.SUBJECT,
            TikaCoreProperties.DESCRIPTION);

    private static final int TITLE_CHARS_MAX = 1_000;

    private final Parser parser = new AutoDetectParser(
            new CompositeDetector(
                    MimeTypes.getDefaultMimeTypes(), new POIFSContainerDetector(), new DefaultZipContainerDetector()),
            new PDFParser(),
            new OfficeParser(),
            new OOXMLParser(),
            new RTFParser(),
            new OpenDocumentParser(),
            new EpubParser(),
            new JSoupParser());
    private final int charsMax;

    Parsing(int charsMax) {
        this.charsMax = charsMax;
    }

    /** What lies inside a document (pictures, attachments, other documents) is not opened: that is where nesting would begin. */
    private static final class Closed implements EmbeddedDocumentExtractor {
        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
            // It said no.
        }
    }

    Extracted parse(String name, byte[] bytes) throws ParsingFailed {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        var text = new WriteOutContentHandler(charsMax);
        try (var in = TikaInputStream.get(bytes, metadata)) {
            parser.parse(in, new BodyContentHandler(text), metadata, context());
        } catch (SAXException | TikaException e) {
            if (!WriteLimitReachedException.isWriteLimitReached(e)) {
                throw new ParsingFailed(e);
            }
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new ParsingFailed(e);
        }
        return new Extracted(title(metadata), text.toString());
    }

    private ParseContext context() {
        var context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, new Closed());
        var pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractInlineImages(false);
        pdf.setExtractAcroFormContent(true);
        context.set(PDFParserConfig.class, pdf);
        return context;
    }

    private static String title(Metadata metadata) {
        var title = TITLE.stream()
                .flatMap(property -> Stream.of(metadata.getValues(property)))
                .distinct()
                .collect(Collectors.joining(" "));
        return title.substring(0, Math.min(title.length(), TITLE_CHARS_MAX));
    }
}
