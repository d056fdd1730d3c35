package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteQueryTest {
    private static final long NOW_SECONDS = 1_700_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW_SECONDS), ZoneOffset.UTC);
    private static final String QUERY = "query=%7Bapp%3D%22web%22%7D";

    @ParameterizedTest
    @CsvSource({
        "1600000000, 1600000000000",
        "1600000000.5, 1600000000500",
        "0, 0",
        "2020-09-13T12:26:40Z, 1600000000000",
        "2020-09-13T14:26:40.0015%2B02:00, 1600000000001"
    })
    void timesAreUnixSecondsOrRfc3339(String start, long millis) {
        assertThat(parse(QUERY + "&start=" + start).startMillis()).isEqualTo(millis);
    }

    @Test
    void withoutAnEndItIsNow() {
        assertThat(parse(QUERY + "&start=1").endMillis()).isEqualTo(NOW_SECONDS * 1000);
        assertThat(parse(QUERY + "&start=1&end=2").endMillis()).isEqualTo(2000);
    }

    @Test
    void theIntervalIsADurationInGoSyntax() {
        assertThat(parse(QUERY + "&start=1").intervalMax()).isEmpty();
        assertThat(parse(QUERY + "&start=1&max_interval=1h30m").intervalMax()).hasValue(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "start=1; query not set",
                "query=%20&start=1; query not set",
                QUERY + "; start time not set",
                QUERY + "&start=x; invalid start time 'x': require unix seconds or RFC3339 format",
                QUERY + "&start=1600000000000; require unix seconds",
                QUERY + "&start=-1; require unix seconds",
                QUERY + "&start=NaN; require unix seconds",
                QUERY + "&start=1&end=never; invalid end time 'never'",
                QUERY + "&start=1&end=1700000001; deletes in the future are not allowed",
                QUERY + "&start=5&end=4; start time can't be greater than end time",
                QUERY + "&start=1&max_interval=1y; invalid max_interval '1y'",
                QUERY + "&start=1&max_interval=-1h; it must be above 0",
                QUERY + "&start=1&max_interval=0s; it must be above 0"
            })
    void whatIsWrongIsNamed(String parameters, String text) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> parse(parameters))
                .withMessageContaining(text)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void aListIsOfAllTimeOrOfARange() {
        assertThat(DeleteQuery.parseList(Parameters.ofQuery(""))).isEqualTo(Optional.empty());
        assertThat(DeleteQuery.parseList(Parameters.ofQuery("start=1&end=2")))
                .hasValue(new TimeBounds(1_000_000_000, 2_000_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start=1", "end=1", "start=2&end=1", "start=a&end=b"})
    void halfARangeIsRefused(String parameters) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> DeleteQuery.parseList(Parameters.ofQuery(parameters)));
    }

    private static DeleteQuery parse(String parameters) {
        return DeleteQuery.parse(Parameters.ofQuery(parameters), CLOCK);
    }
}
