package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final byte[] AAD = {1, 2, 3};

    private final Random random = new Random(5);
    private final Sealer sealer = new Sealer();

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] seal(byte[] plain, byte[] nonce) {
        var sealed = new byte[Sealer.sealedLength(plain.length)];
        sealer.seal(KEY, nonce, AAD, plain, 0, plain.length, sealed, 0);
        return sealed;
    }

    @Test
    void opensEverySizeAroundTheFrames() {
        for (int size = 1; size <= 8193; size += size < 100 ? 1 : 97) {
            roundTrip(size);
        }
        for (int size : new int[] {8193, Sealer.FRAME_BYTES - 1, Sealer.FRAME_BYTES, Sealer.FRAME_BYTES + 1}) {
            roundTrip(size);
            roundTrip(size + 3 * Sealer.FRAME_BYTES);
        }
    }

    private void roundTrip(int size) {
        var plain = random(size);
        var nonce = random(Sealer.NONCE_BYTES);
        var sealed = seal(plain, nonce);
        assertThat(Sealer.plainLength(sealed.length)).isEqualTo(size);
        assertThat(sealer.open(KEY, nonce, AAD, sealed, 0, sealed.length)).isEqualTo(plain);
    }

    @Test
    void noticesEveryChangedBit() {
        var nonce = random(Sealer.NONCE_BYTES);
        var sealed = seal(random(64), nonce);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var damaged = sealed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertBroken(nonce, AAD, damaged);
        }
        assertBroken(nonce, new byte[] {1, 2, 4}, sealed);
        var otherNonce = nonce.clone();
        otherNonce[0] ^= 1;
        assertBroken(otherNonce, AAD, sealed);
    }

    @Test
    void noticesFramesThatWereSwapped() {
        var nonce = random(Sealer.NONCE_BYTES);
        var sealed = seal(random(2 * Sealer.FRAME_BYTES), nonce);
        int frame = sealed.length / 2;
        var swapped = new byte[sealed.length];
        System.arraycopy(sealed, 0, swapped, frame, frame);
        System.arraycopy(sealed, frame, swapped, 0, frame);
        assertBroken(nonce, AAD, swapped);
    }

    @Test
    void refusesLengthsThatNothingSealsTo() {
        for (int length : new int[] {0, 1, 16, Sealer.FRAME_BYTES + 17, Sealer.FRAME_BYTES + 32}) {
            assertThatThrownBy(() -> Sealer.plainLength(length)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sealsTheSameBytesDifferentlyUnderAnotherNonce() {
        var plain = random(1000);
        assertThat(seal(plain, random(12))).isNotEqualTo(seal(plain, random(12)));
    }

    private void assertBroken(byte[] nonce, byte[] aad, byte[] sealed) {
        var copy = Arrays.copyOf(sealed, sealed.length);
        assertThatThrownBy(() -> sealer.open(KEY, nonce, aad, copy, 0, copy.length))
                .isInstanceOf(SealBrokenException.class);
    }
}
