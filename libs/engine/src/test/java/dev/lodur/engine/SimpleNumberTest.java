package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleNumberTest {
    private static double parse(String text) {
        byte[] bytes = ("1" + text + "1").getBytes(StandardCharsets.UTF_8);
        return SimpleNumber.parse(bytes, 1, bytes.length - 1);
    }

    @Test
    void readsWhatJavaReadsToTheLastBit() {
        RandomGenerator random = TestBlocks.random(20);
        for (int round = 0; round < 200_000; round++) {
            String digits = String.valueOf(random.nextLong(power(1 + random.nextInt(15))));
            int point = random.nextInt(digits.length() + 1);
            String text = (random.nextBoolean() ? "-" : "")
                    + (random.nextBoolean() ? digits : digits.substring(0, point) + "." + digits.substring(point));

            assertThat(parse(text)).as(text).isEqualTo(Double.valueOf(Double.parseDouble(text)));
        }
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "+1",
                "1e3",
                "1.2.3",
                "--1",
                "0x10",
                "1_000",
                "NaN",
                "Inf",
                " 1",
                "12ms",
                "1234567890123456"
            })
    void leavesEverythingElseToOthers(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Test
    void noTextIsReadOtherwiseThanJavaReadsIt() {
        RandomGenerator random = TestBlocks.random(21);
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append("0123456789.-".charAt(random.nextInt(12)));
            }
            double number = parse(text.toString());
            if (!Double.isNaN(number)) {
                assertThat(number).as(text.toString()).isEqualTo(Double.valueOf(Double.parseDouble(text.toString())));
            }
        }
    }
}
