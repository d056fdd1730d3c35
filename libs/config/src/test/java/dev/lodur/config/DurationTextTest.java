package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S, 0s",
        "1h30m, PT1H30M, 1h30m0s",
        "90m, PT1H30M, 1h30m0s",
        "1.5s, PT1.5S, 1.5s",
        ".5m, PT30S, 30s",
        "-1ns, PT-0.000000001S, -1ns",
        "+2m, PT2M, 2m0s",
        "1h1ms, PT1H0.001S, 1h0m0.001s",
        "300us, PT0.0003S, 300µs",
        "1500µs, PT0.0015S, 1.5ms",
        "720h, PT720H, 720h0m0s",
        "2562047h47m16.854775807s, PT2562047H47M16.854775807S, 2562047h47m16.854775807s"
    })
    void goDurationsAreReadAndWritten(String text, Duration duration, String written) {
        assertThat(DurationText.parseGo(text)).isEqualTo(duration);
        assertThat(DurationText.formatGo(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5     | time: missing unit in duration "5"
                    5x    | time: unknown unit "x" in duration "5x"
                    1d    | time: unknown unit "d" in duration "1d"
                    abc   | time: invalid duration "abc"
                    -     | time: invalid duration "-"
                    ''    | time: invalid duration ""
                    .s    | time: invalid duration ".s"
                    1..s  | time: invalid duration "1..s"
                    300000000h | time: invalid duration "300000000h"
                    """)
    void wrongGoDurationsAreRefused(String text, String expected) {
        assertThatThrownBy(() -> DurationText.parseGo(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S, 0s",
        "1w, PT168H, 1w",
        "30d1h, PT721H, 30d1h",
        "1y, PT8760H, 1y",
        "8d, PT192H, 8d",
        "1h30m, PT1H30M, 1h30m",
        "90s, PT1M30S, 1m30s",
        "1500ms, PT1.5S, 1s500ms"
    })
    void prometheusDurationsAreReadAndWritten(String text, Duration duration, String written) {
        assertThat(DurationText.parsePrometheus(text)).isEqualTo(duration);
        assertThat(DurationText.formatPrometheus(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5    | not a valid duration string: "5"
                    1.5h | not a valid duration string: "1.5h"
                    1m1h | not a valid duration string: "1m1h"
                    -1h  | not a valid duration string: "-1h"
                    ''   | empty duration string
                    300y | duration out of range
                    """)
    void wrongPrometheusDurationsAreRefused(String text, String expected) {
        assertThatThrownBy(() -> DurationText.parsePrometheus(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofNanos(random.nextLong() >> random.nextInt(64));
            assertThat(DurationText.parseGo(DurationText.formatGo(duration)))
                    .as("seed %d", seed)
                    .isEqualTo(duration);
            Duration whole = Duration.ofMillis(duration.abs().toMillis());
            assertThat(DurationText.parsePrometheus(DurationText.formatPrometheus(whole)))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }
}
