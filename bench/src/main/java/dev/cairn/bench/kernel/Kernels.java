package dev.cairn.bench.kernel;

import dev.cairn.content.Chunker;
import dev.cairn.content.Compressor;
import dev.cairn.content.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One operation is {@link #BLOCK_BYTES} of input through one step of the byte path. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class Kernels {
    /** Bytes an operation takes in. */
    public static final int BLOCK_BYTES = 16 << 20;

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FRAME_BYTES = 64 << 10;
    private static final int TAG_BITS = 128;

    /** What the bytes look like. */
    @Param({"random", "words"})
    public String data = "random";

    private byte[] block = {};
    private byte[] sealed = {};
    private long nonce;
    private final Chunker chunker = new Chunker();
    private final Compressor compressor = new Compressor();
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");

    /** Makes the input. */
    @Setup
    public void makeInput() {
        block = new byte[BLOCK_BYTES];
        sealed = new byte[FRAME_BYTES + TAG_BITS / 8];
        var random = new SplittableRandom(1);
        if (data.equals("random")) {
            random.nextBytes(block);
            return;
        }
        for (int at = 0; at < block.length; ) {
            var word = Integer.toString(random.nextInt(5_000), 36) + (random.nextInt(12) == 0 ? ".\n" : " ");
            var bytes = word.getBytes(StandardCharsets.US_ASCII);
            int length = Math.min(bytes.length, block.length - at);
            System.arraycopy(bytes, 0, block, at, length);
            at += length;
        }
    }

    /** Frees the compressor. */
    @TearDown
    public void close() {
        compressor.close();
    }

    /** FastCDC. */
    @Benchmark
    public long cut() throws IOException {
        long[] chunks = {0};
        chunker.push(block, 0, block.length, (bytes, offset, length) -> chunks[0]++);
        chunker.finish((bytes, offset, length) -> chunks[0]++);
        return chunks[0];
    }

    /** SHA-256. */
    @Benchmark
    public long hash() {
        long sum = 0;
        for (int at = 0; at < block.length; at += CHUNK_BYTES) {
            sum += Sha256.digest(block, at, CHUNK_BYTES)[0];
        }
        return sum;
    }

    /** zstd level 1. */
    @Benchmark
    public long compress() {
        long sum = 0;
        for (int at = 0; at < block.length; at += CHUNK_BYTES) {
            sum += compressor.encode(block, at, CHUNK_BYTES).length();
        }
        return sum;
    }

    /** AES-256-GCM in frames. */
    @Benchmark
    public long encrypt() throws GeneralSecurityException {
        long sum = 0;
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var iv = new byte[12];
        for (int at = 0; at < block.length; at += FRAME_BYTES) {
            java.nio.ByteBuffer.wrap(iv).putLong(nonce++);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
            sum += cipher.doFinal(block, at, FRAME_BYTES, sealed, 0);
        }
        return sum;
    }
}
