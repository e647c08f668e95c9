package dev.cairn.search.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process that parses documents. Its standard input and output speak (docs/formats.md, "Parser process"); it knows no secret, and is
 * killed by who started it when it takes too long.
 */
final class ParserProcess {
    /** Its first word, when it is able to work. */
    static final int READY = 0x43505231;

    static final int EXTRACTED = 1;
    static final int FAILED = 2;

    private ParserProcess() {}

    /** @param arguments how many characters of a text are enough */
    public static void main(String... arguments) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(System.in));
        var out = new DataOutputStream(new BufferedOutputStream(System.out));
        // Whatever a library prints must not be taken for an answer.
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        var parsing = new Parsing(Integer.parseInt(arguments[0]));
        out.writeInt(READY);
        out.flush();
        while (true) {
            int length = in.readInt();
            if (length < 0) {
                return;
            }
            var name = in.readUTF();
            answer(out, parsing, name, in.readNBytes(length));
        }
    }

    private static void answer(DataOutputStream out, Parsing parsing, String name, byte[] bytes) throws IOException {
        try {
            var extracted = parsing.parse(name, bytes);
            out.writeByte(EXTRACTED);
            write(out, extracted.title());
            write(out, extracted.text());
        } catch (ParsingFailed e) {
            out.writeByte(FAILED);
        }
        out.flush();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
