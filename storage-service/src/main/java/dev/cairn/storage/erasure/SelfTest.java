package dev.cairn.storage.erasure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a code computes what it always has: its parity of known data has the hash that another implementation gave, and
 * losses it must survive give back the data. A JVM, compiler or processor that computes otherwise must never write a shard.
 */
final class SelfTest {
    /** One vector of 512 bits, one of 256 and a tail: all ways through the kernels. */
    static final int SHARD_BYTES = 97;

    /** Patterns of loss tried at most; 6+3 has 84. All of them are a matter for tests, not for every start. */
    private static final int LOSSES_MAX = 100;

    private static final Map<String, String> GOLDEN = golden();

    private SelfTest() {}

    static void check(ReedSolomon code) {
        var shards = shards(code);
        var parity = Arrays.copyOfRange(shards, code.dataShards(), code.shards());
        if (code.parityShards() > 0 && !hash(parity).equals(GOLDEN.get(name(code)))) {
            throw new IllegalStateException("this JVM computes the erasure code " + code + " wrongly");
        }
        var lost = new int[code.parityShards()];
        Arrays.setAll(lost, i -> i);
        for (int tries = 0; tries < LOSSES_MAX && lost.length > 0; tries++) {
            checkLoss(code, shards, lost);
            if (!next(lost, code.shards())) {
                return;
            }
        }
    }

    private static void checkLoss(ReedSolomon code, byte[][] shards, int[] lost) {
        var present = new BitSet();
        present.set(0, code.shards());
        Arrays.stream(lost).forEach(present::clear);
        var sources =
                Arrays.stream(code.sources(present)).mapToObj(i -> shards[i]).toArray(byte[][]::new);
        var found = new byte[lost.length][SHARD_BYTES];
        code.reconstruct(present, sources, lost, found, 0, SHARD_BYTES);
        for (int i = 0; i < lost.length; i++) {
            if (!Arrays.equals(found[i], shards[lost[i]])) {
                throw new IllegalStateException("this JVM decodes the erasure code " + code + " wrongly");
            }
        }
    }

    /** The next of the combinations in their order; false after the last. */
    private static boolean next(int[] combination, int of) {
        int last = combination.length - 1;
        int i = last;
        while (i >= 0 && combination[i] == of - 1 - (last - i)) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        int from = combination[i] + 1;
        for (int j = i; j <= last; j++) {
            combination[j] = from + (j - i);
        }
        return true;
    }

    private static byte[][] shards(ReedSolomon code) {
        var shards = new byte[code.shards()][SHARD_BYTES];
        for (int shard = 0; shard < code.dataShards(); shard++) {
            for (int at = 0; at < SHARD_BYTES; at++) {
                shards[shard][at] = (byte) (((shard * 0x9E3779B1 + at * 0x85EBCA77) * 0xC2B2AE3D) >>> 24);
            }
        }
        code.encode(
                Arrays.copyOf(shards, code.dataShards()),
                Arrays.copyOfRange(shards, code.dataShards(), code.shards()),
                0,
                SHARD_BYTES);
        return shards;
    }

    private static String name(ReedSolomon code) {
        return code.dataShards() + " " + code.parityShards() + " "
                + code.generator().id();
    }

    private static String hash(byte[][] shards) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(shards).forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> golden() {
        var golden = new HashMap<String, String>();
        try (var in = Objects.requireNonNull(SelfTest.class.getResourceAsStream("golden-v1.txt"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                int hash = line.lastIndexOf(' ');
                golden.put(line.substring(0, hash), line.substring(hash + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(golden);
    }
}
