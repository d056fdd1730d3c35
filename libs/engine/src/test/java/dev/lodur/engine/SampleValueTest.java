package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.row.ParserHints;
import dev.lodur.engine.row.Row;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleValueTest {
    private final Row row = new Row(ParserHints.ALL);

    private SampleValue sample(String unwrap, String value) {
        row.begin(Labels.of("app", "web"), 1, new byte[0], 0, 0);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        row.addMetadata("took", bytes, 0, bytes.length);
        SampleExpr.RangeAggregation query = (SampleExpr.RangeAggregation)
                LogqlParser.parse("sum_over_time({app=\"web\"} | unwrap " + unwrap + " [1m])");
        return new SampleValue(query.range().unwrap());
    }

    @ParameterizedTest
    @CsvSource({
        "took, 12.5, 12.5",
        "took, -3, -3",
        "took, 1e3, 1000",
        "took, 0x1p4, 16",
        "took, 12345678901234567890, 12345678901234567890",
        "took, Inf, Infinity",
        "duration(took), 250ms, 0.25",
        "duration_seconds(took), 1m30s, 90",
        "bytes(took), 2KB, 2000",
        "bytes(took), 3KiB, 3072",
        "bytes(took), 5, 5",
    })
    void theTextBecomesANumber(String unwrap, String value, double expected) {
        SampleValue sample = sample(unwrap, value);

        assertThat(sample.read(row)).isTrue();
        assertThat(sample.sample()).isEqualTo(expected);
        assertThat(row.hasError()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"took, fast", "took, 12ms", "duration(took), 12", "bytes(took), huge"})
    void whatIsNoNumberMarksTheRow(String unwrap, String value) {
        SampleValue sample = sample(unwrap, value);

        assertThat(sample.read(row)).isTrue();
        assertThat(row.error()).isEqualTo("SampleExtractionErr");
        assertThat(row.text(Row.ERROR_DETAILS)).isNotEmpty();
        assertThat(sample.sample()).isZero();
    }

    @Test
    void anAbsentOrEmptyLabelIsNoSample() {
        assertThat(sample("nosuch", "1").read(row)).isFalse();
        assertThat(sample("took", "").read(row)).isFalse();
        assertThat(row.hasError()).isFalse();
    }

    @Test
    void filtersBehindSeeTheErrorsOfTheConversion() {
        assertThat(sample("took | __error__=\"\"", "fast").read(row)).isFalse();
        assertThat(sample("took | __error__=\"\"", "1").read(row)).isTrue();
        assertThat(sample("took | took > 5", "1").read(row)).isFalse();
    }
}
