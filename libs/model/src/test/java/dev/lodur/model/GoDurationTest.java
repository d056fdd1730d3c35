package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S, 0s",
        "-0, PT0S, 0s",
        "1h30m, PT1H30M, 1h30m0s",
        "90m, PT1H30M, 1h30m0s",
        "1h2m, PT1H2M, 1h2m0s",
        "1.5s, PT1.5S, 1.5s",
        ".5m, PT30S, 30s",
        "1.s, PT1S, 1s",
        "-5ms, PT-0.005S, -5ms",
        "-1ns, PT-0.000000001S, -1ns",
        "-90s, PT-90S, -1m30s",
        "+2m, PT2M, 2m0s",
        "1h1ms, PT1H0.001S, 1h0m0.001s",
        "1h1ns, PT1H0.000000001S, 1h0m0.000000001s",
        "300us, PT0.0003S, 300µs",
        "5μs, PT0.000005S, 5µs",
        "1500µs, PT0.0015S, 1.5ms",
        "1.9ns, PT0.000000001S, 1ns",
        "0.33333333333333333333h, PT20M, 20m0s",
        "720h, PT720H, 720h0m0s",
        "9007199254740993ns, PT2501H59M59.254740993S, 2501h59m59.254740993s",
        "2562047h47m16.854775807s, PT2562047H47M16.854775807S, 2562047h47m16.854775807s",
        "-2562047h47m16.854775808s, PT-2562047H-47M-16.854775808S, -2562047h47m16.854775808s"
    })
    void durationsAreReadAndPrinted(String text, Duration duration, String printed) {
        assertThat(GoDuration.parse(text)).isEqualTo(new GoDuration(duration.toNanos(), null));
        assertThat(GoDuration.format(duration.toNanos())).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5     | time: missing unit in duration "5"
                    1h5   | time: missing unit in duration "1h5"
                    1..s  | time: missing unit in duration "1..s"
                    5x    | time: unknown unit "x" in duration "5x"
                    1d    | time: unknown unit "d" in duration "1d"
                    fast  | time: invalid duration "fast"
                    -     | time: invalid duration "-"
                    ''    | time: invalid duration ""
                    .     | time: invalid duration "."
                    .s    | time: invalid duration ".s"
                    300000000h | time: invalid duration "300000000h"
                    2562047h47m16.854775808s | time: invalid duration "2562047h47m16.854775808s"
                    9999999999999999999999h  | time: invalid duration "9999999999999999999999h"
                    -2562047h47m16.854775809s | time: invalid duration "-2562047h47m16.854775809s"
                    """)
    void whatIsNoDurationHasGosWords(String text, String failure) {
        assertThat(GoDuration.parse(text).failure()).isEqualTo(failure);
        assertThatThrownBy(() -> GoDuration.parse(text).orElseThrow(IllegalArgumentException::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(failure);
    }

    @Test
    void whatIsPrintedReadsBack() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 10_000; i++) {
            long nanos = random.nextLong() >> random.nextInt(64);
            assertThat(GoDuration.parse(GoDuration.format(nanos)))
                    .as("seed %d", seed)
                    .isEqualTo(new GoDuration(nanos, null));
        }
    }
}
