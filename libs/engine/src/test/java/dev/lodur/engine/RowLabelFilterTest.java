package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.row.ParserHints;
import dev.lodur.engine.row.Row;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.Stage;
import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLabelFilterTest {
    private final Row row = new Row(ParserHints.ALL);

    private static RowLabelFilter filter(String condition) {
        LogExpr query = (LogExpr) LogqlParser.parse("{app=\"web\"} | " + condition);
        return new RowLabelFilter(((Stage.Filter) query.stages().getFirst()).condition());
    }

    private void begin(String... namesAndValues) {
        row.begin(Labels.of("app", "web"), 1, new byte[0], 0, 0);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] bytes = namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
            row.addMetadata(namesAndValues[i], bytes, 0, bytes.length);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "status >= 400 # true",
                "status = 500 # true",
                "status < 400 # false",
                "took > 1s # true",
                "size <= 3KB # true",
                "addr = ip(\"10.0.0.0/8\") # true",
                "addr != ip(\"10.0.0.0/8\") # false",
                "level = \"error\" # true",
                "level =~ \"err.*\" # true",
                "level !~ \"err\" # true",
                "nosuch = \"\" # true",
                "nosuch > 1 # false",
                "status < 400 or level = \"error\" # true",
                "status > 400 and level = \"info\" # false",
                "app = \"web\" # true",
            })
    void rowsAreKeptByTheLabelsThatTheyHaveNow(String condition, boolean kept) {
        begin("status", "500", "took", "2s", "size", "3KB", "addr", "10.0.0.1", "level", "error");

        assertThat(filter(condition).apply(row)).isEqualTo(kept);
        assertThat(row.hasError()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"level > 1", "level > 1s", "level > 1KB"})
    void aValueThatCannotBeReadKeepsTheRowAndMarksIt(String condition) {
        begin("level", "error");

        assertThat(filter(condition).apply(row)).isTrue();
        assertThat(row.error()).isEqualTo("LabelFilterErr");
        assertThat(row.text(Row.ERROR_DETAILS)).isNotEmpty();
    }

    @Test
    void ofAMarkedRowOnlyTextsAreCompared() {
        begin("status", "200", "level", "error");
        row.fail("SomeErr", null);

        assertThat(filter("status > 400").apply(row)).isTrue();
        assertThat(filter("nosuch > 400").apply(row)).isFalse();
        assertThat(filter("level = \"info\"").apply(row)).isFalse();
        assertThat(filter("__error__ = \"SomeErr\"").apply(row)).isTrue();
    }

    @Test
    void rememberedVerdictsAreThoseOfTheValues() {
        RandomGenerator random = TestBlocks.random(24);
        RowLabelFilter filter = filter("status >= 500");
        for (int round = 0; round < 20_000; round++) {
            int status = random.nextInt(1_000);
            String padding = random.nextInt(10) == 0 ? "0".repeat(30) : "";
            begin("status", padding + status);

            assertThat(filter.apply(row)).as(padding + status).isEqualTo(status >= 500);
        }
    }
}
