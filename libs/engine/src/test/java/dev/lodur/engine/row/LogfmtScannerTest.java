package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LogfmtScannerTest {
    private final LogfmtScanner scanner = new LogfmtScanner();

    @Test
    void findsKeysAndValues() {
        assertThat(pairs("a=1 b= c  d=\"e f\"\tg=\"\\\"\" h=ž"))
                .containsExactly("a=1", "b=", "c=", "d=e f", "g=\\\"", "h=ž");
    }

    @Test
    void wrongPairsReachToTheNextBlank() {
        assertThat(pairs("=x a\"b=1 c=d=e f=\"g\"h i=1 \"")).containsExactly("f=g", "h=", "i=1");
        assertThat(scanner.failure()).isEqualTo("logfmt syntax error at pos 27 : unexpected '\"'");
    }

    @Test
    void aKeyThatIsNoTextIsWrong() {
        byte[] bytes = "a?=1 b=2".getBytes(StandardCharsets.US_ASCII);
        bytes[1] = (byte) 0xff;
        scanner.begin(bytes, 0, bytes.length);

        assertThat(scanner.next()).isFalse();
        assertThat(scanner.failure()).isEqualTo("logfmt syntax error at pos 3 : invalid key");
    }

    @Test
    void anotherLineForgetsTheFailure() {
        pairs("=");
        pairs("a=1 ");

        assertThat(scanner.failure()).isNull();
    }

    @Test
    void alwaysGetsOnAndStaysInItsRange() {
        RandomGenerator random = TestRows.random(8);
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = TestRows.noise(random, 30);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            scanner.begin(bytes, from, to);
            int before = from;
            int calls = 0;
            while (!scanner.isAtEnd()) {
                scanner.next();
                assertThat(scanner.keyFrom()).isBetween(before, to);
                assertThat(scanner.keyTo()).isBetween(scanner.keyFrom(), to);
                assertThat(scanner.valueFrom()).isBetween(scanner.keyTo(), to);
                assertThat(scanner.valueTo()).isBetween(scanner.valueFrom(), to);
                before = scanner.valueTo();
                assertThat(++calls).isLessThanOrEqualTo(to - from);
            }
        }
    }

    private List<String> pairs(String line) {
        byte[] bytes = TestRows.utf8(line);
        scanner.begin(bytes, 0, bytes.length);
        List<String> pairs = new ArrayList<>();
        while (!scanner.isAtEnd()) {
            if (scanner.next()) {
                pairs.add(text(bytes, scanner.keyFrom(), scanner.keyTo()) + "="
                        + text(bytes, scanner.valueFrom(), scanner.valueTo()));
            }
        }
        return pairs;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
