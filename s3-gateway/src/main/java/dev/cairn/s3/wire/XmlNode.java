package dev.cairn.s3.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of a parsed document. Documents have no DTD, no entities but the five of XML, at most {@value #DEPTH_MAX} levels
 * and {@value #ELEMENTS_MAX} elements.
 *
 * @param name without its namespace
 * @param text what stands in it, the text of its children excluded
 */
public record XmlNode(String name, String text, List<XmlNode> children) {
    private static final int DEPTH_MAX = 10;
    private static final int ELEMENTS_MAX = 100_000;

    /** Copies the list. */
    public XmlNode {
        children = List.copyOf(children);
    }

    /** Parses a document whose root is {@code root}; MalformedXML for anything else. */
    public static XmlNode parse(byte[] document, String root) {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            var reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                return new Reading(reader).document(root);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new S3Exception(S3Error.MALFORMED_XML);
        }
    }

    /** The text of the first child of this name; null when there is none. */
    public @Nullable String value(String child) {
        for (var node : children) {
            if (node.name.equals(child)) {
                return node.text;
            }
        }
        return null;
    }

    /** The text of the first child of this name; MalformedXML when there is none. */
    public String required(String child) {
        var value = value(child);
        if (value == null) {
            throw new S3Exception(S3Error.MALFORMED_XML, "The element " + child + " is missing.");
        }
        return value;
    }

    /** The children of this name. */
    public List<XmlNode> all(String child) {
        return children.stream().filter(node -> node.name.equals(child)).toList();
    }

    private static final class Reading {
        private final XMLStreamReader reader;
        private int elements;

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        XmlNode document(String root) throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        var node = element(1);
                        if (!node.name().equals(root)) {
                            throw new S3Exception(S3Error.MALFORMED_XML, "The document is no " + root + ".");
                        }
                        return node;
                    }
                    case XMLStreamConstants.DTD -> throw new S3Exception(S3Error.MALFORMED_XML);
                    default -> {}
                }
            }
            throw new S3Exception(S3Error.MALFORMED_XML);
        }

        private XmlNode element(int depth) throws XMLStreamException {
            if (depth > DEPTH_MAX || ++elements > ELEMENTS_MAX) {
                throw new S3Exception(S3Error.MALFORMED_XML, "The document is too deep or too large.");
            }
            var name = reader.getLocalName();
            var text = new StringBuilder();
            var children = new ArrayList<XmlNode>();
            while (true) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                    case XMLStreamConstants.END_ELEMENT -> {
                        return new XmlNode(name, text.toString(), children);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(reader.getText());
                    case XMLStreamConstants.ENTITY_REFERENCE -> throw new S3Exception(S3Error.MALFORMED_XML);
                    default -> {}
                }
            }
        }
    }
}
