package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "5m,PT5M",
        "1h30m,PT1H30M",
        "30d1h,PT721H",
        "1w,PT168H",
        "1y,PT8760H",
        "250ms,PT0.25S",
        "1s5ms,PT1.005S"
    })
    void readsPrometheusDurations(String text, Duration duration) {
        assertThat(PromDuration.parseNanos(text)).isEqualTo(duration.toNanos());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc|not a valid duration string: \"abc\"",
                "-5m|not a valid duration string: \"-5m\"",
                "5|not a valid duration string: \"5\"",
                "1m1h|not a valid duration string: \"1m1h\"",
                "1m1m|not a valid duration string: \"1m1m\"",
                "5x|unknown unit \"x\" in duration \"5x\"",
                "1.5h|unknown unit \".\" in duration \"1.5h\"",
                "300y|duration out of range",
                "''|empty duration string"
            })
    void refusesOthersInPrometheusWords(String text, String message) {
        assertThatThrownBy(() -> PromDuration.parseNanos(text)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT721H,30d1h",
        "PT168H,1w",
        "PT169H,7d1h",
        "PT8760H,1y",
        "PT90S,1m30s",
        "PT1.5S,1s500ms",
        "PT1M,1m"
    })
    void printsPrometheusDurations(Duration duration, String text) {
        assertThat(PromDuration.format(duration.toNanos())).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1692H,1692h0m0s",
        "PT0S,0s",
        "PT1M,1m0s",
        "PT1M0.5S,1m0.5s",
        "PT0.25S,250ms",
        "PT0.0000015S,1.5µs",
        "PT0.000000007S,7ns",
        "-PT90S,-1m30s"
    })
    void printsGoDurations(Duration duration, String text) {
        assertThat(GoDuration.format(duration.toNanos())).isEqualTo(text);
    }

    @Test
    void whatIsPrintedReadsBackToTheMillisecond() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long nanos = (random.nextLong() >>> 1 >>> random.nextInt(40)) / 1_000_000 * 1_000_000;

            assertThat(PromDuration.parseNanos(PromDuration.format(nanos)))
                    .as("seed %d", seed)
                    .isEqualTo(nanos);
        }
    }
}
