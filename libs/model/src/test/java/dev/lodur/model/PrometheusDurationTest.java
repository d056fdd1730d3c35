package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S, 0s",
        "250ms, PT0.25S, 250ms",
        "1500ms, PT1.5S, 1s500ms",
        "1s5ms, PT1.005S, 1s5ms",
        "90s, PT1M30S, 1m30s",
        "5m, PT5M, 5m",
        "1h30m, PT1H30M, 1h30m",
        "1h1ms, PT1H0.001S, 1h1ms",
        "25h, PT25H, 1d1h",
        "1w, PT168H, 1w",
        "7d1h, PT169H, 7d1h",
        "8d, PT192H, 8d",
        "30d1h, PT721H, 30d1h",
        "1y, PT8760H, 1y",
        "9223372036854ms, PT2562047H47M16.854S, 106751d23h47m16s854ms"
    })
    void durationsAreReadAndPrinted(String text, Duration duration, String printed) {
        assertThat(PrometheusDuration.parse(text)).isEqualTo(new PrometheusDuration(duration.toNanos(), null));
        assertThat(PrometheusDuration.format(duration.toNanos())).isEqualTo(printed);
    }

    @Test
    void whatIsBelowZeroHasASignInFront() {
        assertThat(PrometheusDuration.format(-Duration.ofMinutes(90).toNanos())).isEqualTo("-1h30m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    abc  | not a valid duration string: "abc"
                    5    | not a valid duration string: "5"
                    -5m  | not a valid duration string: "-5m"
                    1m1h | not a valid duration string: "1m1h"
                    1m1m | not a valid duration string: "1m1m"
                    5x   | unknown unit "x" in duration "5x"
                    1.5h | unknown unit "." in duration "1.5h"
                    ''   | empty duration string
                    300y | duration out of range
                    292y1000w | duration out of range
                    9223372036855ms | duration out of range
                    99999999999999999999ms | duration out of range
                    """)
    void whatIsNoDurationHasPrometheusWords(String text, String failure) {
        assertThat(PrometheusDuration.parse(text).failure()).isEqualTo(failure);
        assertThatThrownBy(() -> PrometheusDuration.parse(text).orElseThrow(IllegalArgumentException::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(failure);
    }

    @Test
    void whatIsPrintedReadsBackToTheMillisecond() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 10_000; i++) {
            long nanos = (random.nextLong() >>> 1 >>> random.nextInt(40)) / 1_000_000 * 1_000_000;
            assertThat(PrometheusDuration.parse(PrometheusDuration.format(nanos)))
                    .as("seed %d", seed)
                    .isEqualTo(new PrometheusDuration(nanos, null));
        }
    }
}
