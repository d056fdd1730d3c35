package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UnpackStepTest {
    private final UnpackStep step = new UnpackStep(ParserHints.ALL);

    private Row parse(String line) {
        Row row = TestRows.row(line);
        step.apply(row);
        return row;
    }

    @Test
    void textsBecomeLabelsAndTheEntryTheLine() {
        Row row = parse("{\"pod\":\"p-2\",\"n\":5,\"app\":\"from-pack\",\"_entry\":\"level=error \\\"x\\\"\"}");

        assertThat(row.lineText()).isEqualTo("level=error \"x\"");
        assertThat(TestRows.parsed(row)).isEqualTo(Map.of("pod", "p-2", "app_extracted", "from-pack"));
    }

    @Test
    void anObjectWithoutAnEntryIsLeftAlone() {
        Row row = parse("{\"pod\":\"p-9\"}");

        assertThat(row.lineText()).isEqualTo("{\"pod\":\"p-9\"}");
        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web"));
    }

    @Test
    void whatIsNoObjectIsAnError() {
        Row row = parse("not packed at all");

        assertThat(row.error()).isEqualTo("JSONParserErr");
        assertThat(row.errorDetails()).isEqualTo("expecting json object(6), but it is not");
    }

    @Test
    void aBrokenObjectKeepsItsLineAndMakesNoLabels() {
        Row row = parse("{\"_entry\":\"a\",\"pod\":\"p\",\"msg\":\"truncated");

        assertThat(row.lineText()).isEqualTo("{\"_entry\":\"a\",\"pod\":\"p\",\"msg\":\"truncated");
        assertThat(row.error()).isEqualTo("JSONParserErr");
        assertThat(row.text("pod")).isNull();
    }

    @Test
    void theEmptyLineStays() {
        assertThat(parse("").hasError()).isFalse();
    }

    @Test
    void theEntryIsTheLineAlsoWhereFewLabelsAreWanted() {
        ParserHints hints = ParserHints.only(List.of("pod"));
        Row row = TestRows.row(hints, "{\"pod\":\"p\",\"x\":\"y\",\"_entry\":\"e\"}");

        new UnpackStep(hints).apply(row);

        assertThat(row.lineText()).isEqualTo("e");
        assertThat(TestRows.parsed(row)).isEqualTo(Map.of("pod", "p"));
    }

    @Test
    void noLineMakesItFail() {
        RandomGenerator random = TestRows.random(5);
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 50_000; round++) {
            TestRows.begin(row, TestRows.noise(random, 40));
            step.apply(row);
            row.allLabels();
        }
        parse("{\"a\":".repeat(250_000));
        parse("{\"_entry\":".repeat(250_000) + "}".repeat(250_000));
    }
}
