package dev.cairn.s3.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/** CRC-64/NVME: reflected polynomial 0x9A6C9329AC4BC9B5, all ones in and out. Eight bytes a step. */
final class Crc64Nvme implements Checksum {
    static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final int SLICES = 8;
    private static final long[][] TABLE = table();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long state = ~0L;

    private static long[][] table() {
        var table = new long[SLICES][256];
        for (int n = 0; n < 256; n++) {
            long crc = n;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            table[0][n] = crc;
        }
        for (int n = 0; n < 256; n++) {
            for (int slice = 1; slice < SLICES; slice++) {
                long crc = table[slice - 1][n];
                table[slice][n] = table[0][(int) (crc & 0xFF)] ^ (crc >>> 8);
            }
        }
        return table;
    }

    @Override
    public void update(int b) {
        state = TABLE[0][(int) ((state ^ b) & 0xFF)] ^ (state >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long crc = state;
        int at = offset;
        int end = offset + length;
        for (; at + SLICES <= end; at += SLICES) {
            long mixed = crc ^ (long) LONG.get(bytes, at);
            crc = TABLE[7][(int) (mixed & 0xFF)]
                    ^ TABLE[6][(int) (mixed >>> 8 & 0xFF)]
                    ^ TABLE[5][(int) (mixed >>> 16 & 0xFF)]
                    ^ TABLE[4][(int) (mixed >>> 24 & 0xFF)]
                    ^ TABLE[3][(int) (mixed >>> 32 & 0xFF)]
                    ^ TABLE[2][(int) (mixed >>> 40 & 0xFF)]
                    ^ TABLE[1][(int) (mixed >>> 48 & 0xFF)]
                    ^ TABLE[0][(int) (mixed >>> 56)];
        }
        for (; at < end; at++) {
            crc = TABLE[0][(int) ((crc ^ bytes[at]) & 0xFF)] ^ (crc >>> 8);
        }
        state = crc;
    }

    @Override
    public long getValue() {
        return ~state;
    }

    @Override
    public void reset() {
        state = ~0L;
    }
}
