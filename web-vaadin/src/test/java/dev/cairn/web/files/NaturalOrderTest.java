package dev.cairn.web.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    private final NaturalOrder order = new NaturalOrder();

    @Test
    void numbersCountAsNumbersAndCaseAndAccentsOnlyWhenNothingElseDiffers() {
        var expected = List.of(
                "2 two",
                "10 ten",
                "Apfel",
                "äpfel 1",
                "Äpfel 2",
                "img9.png",
                "img0010.png",
                "img10.png",
                "img100.png",
                "zebra");
        for (int seed = 0; seed < 20; seed++) {
            var names = new ArrayList<>(expected);
            Collections.shuffle(names, new Random(seed));
            names.sort(order);
            assertThat(names).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void numbersOfAnyLengthAreCompared() {
        assertThat(order.compare("a99999999999999999999999", "a100000000000000000000000"))
                .isNegative();
        assertThat(order.compare("a0", "a00")).isNotZero();
    }

    @Test
    void isATotalOrder() {
        var letters = "aAä0019. (é";
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var a = word(random, letters);
            var b = word(random, letters);
            var c = word(random, letters);
            assertThat(Integer.signum(order.compare(a, b)))
                    .as("seed %d", seed)
                    .isEqualTo(-Integer.signum(order.compare(b, a)));
            assertThat(order.compare(a, b) == 0).as("seed %d", seed).isEqualTo(a.equals(b));
            if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
                assertThat(order.compare(a, c))
                        .as("seed %d: %s, %s, %s", seed, a, b, c)
                        .isNotPositive();
            }
        }
    }

    private static String word(Random random, String letters) {
        var word = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
