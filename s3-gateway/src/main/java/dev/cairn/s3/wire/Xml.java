package dev.cairn.s3.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes an XML document, element by element. */
public final class Xml {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private Xml() {}

    /** What is written inside an element. */
    public interface Body {
        void write(Xml xml);
    }

    /** A document in the S3 namespace. */
    public static byte[] document(String root, Body body) {
        var xml = new Xml();
        xml.out.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">");
        body.write(xml);
        return xml.close(root);
    }

    /** A document without a namespace, as errors are. */
    public static byte[] bareDocument(String root, Body body) {
        var xml = new Xml();
        xml.out.append('<').append(root).append('>');
        body.write(xml);
        return xml.close(root);
    }

    private byte[] close(String root) {
        out.append("</").append(root).append('>');
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An element with elements. */
    public Xml element(String name, Body body) {
        out.append('<').append(name).append('>');
        body.write(this);
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element with attributes, given as they are written. */
    public Xml elementWith(String name, String attributes, Body body) {
        out.append('<').append(name).append(' ').append(attributes).append('>');
        body.write(this);
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element with text; none when the text is null. */
    public Xml text(String name, @Nullable String text) {
        if (text != null) {
            out.append('<').append(name).append('>');
            escape(text);
            out.append("</").append(name).append('>');
        }
        return this;
    }

    /** Text of the element that is open. */
    public Xml content(String text) {
        escape(text);
        return this;
    }

    /** An element with a number. */
    public Xml number(String name, long number) {
        return text(name, Long.toString(number));
    }

    /** An element with true or false. */
    public Xml flag(String name, boolean flag) {
        return text(name, Boolean.toString(flag));
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (c < 0x20 || c == 0xFFFE || c == 0xFFFF) {
                        out.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
