package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1794305400|1794305400000000000",
                "4000000000|4000000000000000000",
                "1794305400123|1794305400123",
                "1794305400000000000|1794305400000000000",
                "+179430540|179430540000000000",
                "-5|-5000000000",
                "0|0",
                "1794305400.5|1794305400500000000",
                "1794305400.1234|1794305400123000000",
                "1794305400.9996|1794305401000000000",
                "1.5e3|1500000000000",
                ".25|250000000",
                "-1.5|-1500000000",
                "0x1.8p1|3000000000",
                "2026-11-10T10:10:00Z|1794305400000000000",
                "2026-11-10T10:13:00.000000001Z|1794305580000000001",
                "2026-11-10T10:13:00.0000000019Z|1794305580000000001",
                "2026-11-10T10:13:00,5Z|1794305580500000000",
                "2026-11-10T11:10:00+01:00|1794305400000000000",
                "2026-11-10T04:13:00-06:00|1794305580000000000",
                "9999999999|9223372036854775807",
                "9999-12-31T23:59:59Z|9223372036854775807",
                "0001-01-01T00:00:00Z|-9223372036854775808",
                "1.5e300|9223372036854775807"
            })
    void readsEveryFormThatLokiReads(String text, long nanos) {
        assertThat(Times.parse(text, 7)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-10 10:00:00",
                "2026-11-10T10:00:00",
                "2026-11-10T10:00Z",
                "2026-11-10t10:00:00z",
                "2026-02-30T10:00:00Z",
                "2026-11-10T24:00:00Z",
                "2026-11-10T10:00:60Z",
                "2026-11-10T10:00:00.Z",
                "2026-11-10T10:00:00+1:00",
                "2026-11-10T10:00:00+25:00",
                "1794305400s",
                "1.5f",
                "1.5 ",
                "1.2.3",
                "-",
                "\u0661\u0662",
                "1_000"
            })
    void refusesEverythingElseInGosWords(String text) {
        assertThatThrownBy(() -> Times.parse(text, 7))
                .hasMessage("strconv.ParseInt: parsing \"" + text.replace("\"", "\\\"") + "\": invalid syntax");
    }

    @Test
    void refusesNumbersBeyond64Bits() {
        assertThatThrownBy(() -> Times.parse("9223372036854775808", 7))
                .hasMessage("strconv.ParseInt: parsing \"9223372036854775808\": value out of range");
    }

    @Test
    void takesTheDefaultWhereNothingIsSaid() {
        assertThat(Times.parse("", 7)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"600,600000000000", "600.5,600500000000", "-5,-5000000000", "10m,600000000000", "60000ms,60000000000"})
    void readsStepsAsSecondsOrDurations(String text, long nanos) {
        assertThat(Times.parseSecondsOrDuration(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1m", "1m1h", "5x", ""})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Times.parseSecondsOrDuration(text))
                .hasMessage("cannot parse \"" + text + "\" to a valid duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10", "-1e10", "NaN", "Inf"})
    void refusesStepsThatOverflow(String text) {
        assertThatThrownBy(() -> Times.parseSecondsOrDuration(text))
                .hasMessage("cannot parse \"" + text + "\" to a valid duration. It overflows int64");
    }
}
