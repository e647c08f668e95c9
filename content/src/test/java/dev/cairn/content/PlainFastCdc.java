package dev.cairn.content;

import java.util.ArrayList;
import java.util.List;

/** FastCDC as docs/formats.md tells it, one byte at a time: what {@link Chunker} must equal. */
final class PlainFastCdc {
    private PlainFastCdc() {}

    static List<Integer> lengths(byte[] file, ChunkerParameters parameters) {
        var lengths = new ArrayList<Integer>();
        int start = 0;
        while (start < file.length) {
            int length = cut(file, start, parameters);
            lengths.add(length);
            start += length;
        }
        return lengths;
    }

    private static int cut(byte[] file, int start, ChunkerParameters parameters) {
        int longest = Math.min(file.length - start, parameters.lengthMax());
        for (int length = parameters.lengthMin(); length < longest; length++) {
            long mask =
                    length < parameters.lengthNormal() ? parameters.maskBeforeNormal() : parameters.maskFromNormal();
            long hash = 0;
            for (int i = start + length - Chunker.WINDOW_BYTES; i < start + length; i++) {
                hash = (hash << 1) + GearTable.V1[file[i] & 0xFF];
            }
            if ((hash & mask) == 0) {
                return length;
            }
        }
        return longest;
    }
}
