package dev.cairn.desktop.index;

import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Stamp;
import java.nio.ByteBuffer;
import java.time.Instant;

/** The journal's form of a stamp: marker 1, kind, executable, inode, size, three times of seconds and nanoseconds. */
final class StampCodec {
    private static final byte MARKER_V1 = 1;
    private static final int BYTES = 1 + 1 + 1 + 8 + 8 + 3 * 12;

    private StampCodec() {}

    static byte[] encode(Stamp stamp) {
        var out = ByteBuffer.allocate(BYTES);
        out.put(MARKER_V1).put(code(stamp.kind())).put((byte) (stamp.executable() ? 1 : 0));
        out.putLong(stamp.inode()).putLong(stamp.size());
        put(out, stamp.born());
        put(out, stamp.modified());
        put(out, stamp.changed());
        return out.array();
    }

    static Stamp decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        byte marker = in.get();
        if (marker != MARKER_V1) {
            throw new IllegalStateException("unknown stamp marker " + marker + " in the journal");
        }
        var kind = kind(in.get());
        boolean executable = in.get() == 1;
        long inode = in.getLong();
        long size = in.getLong();
        return new Stamp(kind, inode, time(in), size, time(in), time(in), executable);
    }

    private static byte code(Kind kind) {
        return switch (kind) {
            case FILE -> 0;
            case FOLDER -> 1;
            case LINK -> 2;
            case OTHER -> 3;
        };
    }

    private static Kind kind(byte code) {
        return switch (code) {
            case 0 -> Kind.FILE;
            case 1 -> Kind.FOLDER;
            case 2 -> Kind.LINK;
            case 3 -> Kind.OTHER;
            default -> throw new IllegalStateException("unknown kind " + code + " in the journal");
        };
    }

    private static void put(ByteBuffer out, Instant time) {
        out.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    private static Instant time(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }
}
