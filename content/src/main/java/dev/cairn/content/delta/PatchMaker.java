package dev.cairn.content.delta;

import dev.cairn.content.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds in a chunk the blocks of another one, of which it knows the sums. Serves for any number of chunks; not thread-safe. */
public final class PatchMaker {
    /** Blocks with one rolling hash that are compared; more of them are a run of equal blocks, of which one serves. */
    private static final int SAME_HASH_MAX = 8;

    private static final int NONE = -1;

    /** Blocks whose rolling hashes agree and whose bytes do not: by accident a few in a million, so more are made on purpose. */
    private static final int MISTAKEN_MAX = 1_000;

    private final BlockSums base;
    private final MessageDigest digest = Sha256.newDigest();
    /** Blocks by rolling hash: the first of a slot, and of each the next. */
    private final int[] first;

    private final int[] next;
    private final int mask;
    private int mistaken;

    /** @param base of the chunk that whoever gets the patch has */
    public PatchMaker(BlockSums base) {
        this.base = base;
        int slots = Integer.highestOneBit(Math.max(1, 2 * base.blocks())) * 2;
        this.mask = slots - 1;
        this.first = new int[slots];
        this.next = new int[base.blocks()];
        Arrays.fill(first, NONE);
        for (int block = fullBlocks() - 1; block >= 0; block--) {
            int slot = slot(base.rolling(block));
            next[block] = first[slot];
            first[slot] = block;
        }
    }

    private int fullBlocks() {
        return base.length() / BlockSums.BLOCK_BYTES;
    }

    private int slot(int rolling) {
        // The low bits of the polynomial know only the last bytes.
        return ((rolling * 0x9E3779B9) >>> 7) & mask;
    }

    /**
     * How to make {@code target} from the base; null when that has more than {@code bytesMax} bytes, or would take long, so that it is
     * better sent as it is.
     */
    public @Nullable Patch make(byte[] target, int bytesMax) {
        mistaken = 0;
        var out = new PatchWriter(target);
        int at = 0;
        int literal = 0;
        int last = target.length - BlockSums.BLOCK_BYTES;
        var hash = new RollingHash();
        int rolling = last >= 0 ? hash.begin(target, 0) : 0;
        while (at <= last) {
            int block = find(rolling, target, at, out.expected());
            if (mistaken > MISTAKEN_MAX) {
                return null;
            }
            if (block == NONE) {
                if (at < last) {
                    rolling = hash.roll(target[at], target[at + BlockSums.BLOCK_BYTES]);
                }
                at++;
            } else {
                out.literal(literal, at);
                out.copy(block * BlockSums.BLOCK_BYTES, BlockSums.BLOCK_BYTES);
                at += BlockSums.BLOCK_BYTES;
                literal = at;
                if (at <= last) {
                    rolling = hash.begin(target, at);
                }
            }
        }
        tail(target, literal, out);
        return out.patch(bytesMax);
    }

    /** The short block at the end of the base is looked for at the end of the target only. */
    private void tail(byte[] target, int literal, PatchWriter out) {
        int block = base.blocks() - 1;
        int length = base.blockLength(block);
        int at = target.length - length;
        if (length < BlockSums.BLOCK_BYTES && at >= literal && isThere(block, target, at)) {
            out.literal(literal, at);
            out.copy(block * BlockSums.BLOCK_BYTES, length);
        } else {
            out.literal(literal, target.length);
        }
    }

    private boolean isThere(int block, byte[] target, int at) {
        int length = base.blockLength(block);
        return RollingHash.of(target, at, length) == base.rolling(block)
                && BlockSums.strong(digest, target, at, length) == base.strong(block);
    }

    /** A block with the bytes at {@code at}; the one that follows what was copied last, if it is among them. */
    private int find(int rolling, byte[] target, int at, int expected) {
        int candidate = first[slot(rolling)];
        if (candidate == NONE) {
            return NONE;
        }
        int found = NONE;
        long strong = 0;
        boolean hashed = false;
        int compared = 0;
        for (; candidate != NONE && compared < SAME_HASH_MAX; candidate = next[candidate]) {
            if (base.rolling(candidate) != rolling) {
                continue;
            }
            compared++;
            if (!hashed) {
                strong = BlockSums.strong(digest, target, at, BlockSums.BLOCK_BYTES);
                hashed = true;
            }
            if (base.strong(candidate) == strong) {
                if (candidate * BlockSums.BLOCK_BYTES == expected) {
                    return candidate;
                }
                found = found == NONE ? candidate : found;
            }
        }
        mistaken += hashed && found == NONE ? 1 : 0;
        return found;
    }
}
