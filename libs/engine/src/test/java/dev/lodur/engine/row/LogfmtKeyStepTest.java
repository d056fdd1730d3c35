package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.Stage;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LogfmtKeyStepTest {
    private static Row parse(ParserHints hints, String stage, String line) {
        Row row = TestRows.row(hints, line);
        step(hints, stage).apply(row);
        return row;
    }

    private static LogfmtKeyStep step(ParserHints hints, String text) {
        Stage.Logfmt stage = TestRows.stage(text, Stage.Logfmt.class);
        return new LogfmtKeyStep(hints, stage.strict(), stage.extractions());
    }

    @Test
    void makesLabelsOfTheKeysThatItNames() {
        Row row = parse(
                ParserHints.ALL,
                "| logfmt level, code=\"status\", hs=\"http.status\", app=\"app\", quoted=\"msg\"",
                "level=info status=200 http.status=5 user=u-1 app=inner msg=\"a b\"");

        assertThat(TestRows.parsed(row))
                .isEqualTo(
                        Map.of("level", "info", "code", "200", "hs", "5", "app_extracted", "inner", "quoted", "a b"));
    }

    @Test
    void whatTheLineLacksIsEmpty() {
        assertThat(TestRows.parsed(parse(ParserHints.ALL, "| logfmt level, nosuch", "level=info")))
                .isEqualTo(Map.of("level", "info", "nosuch", ""));
    }

    @Test
    void theLastPairOfAKeyWins() {
        assertThat(TestRows.parsed(parse(ParserHints.ALL, "| logfmt a", "a=1 a=2")))
                .isEqualTo(Map.of("a", "2"));
    }

    @Test
    void strictReadingEndsWithTheFirstWrongPair() {
        Row strict = parse(ParserHints.ALL, "| logfmt --strict a, b", "a=1 x\"=2 b=3");
        Row lenient = parse(ParserHints.ALL, "| logfmt a, b", "a=1 x\"=2 b=3");

        assertThat(strict.error()).isEqualTo("LogfmtParserErr");
        assertThat(strict.errorDetails()).isEqualTo("logfmt syntax error at pos 6 : unexpected '\"'");
        assertThat(strict.text("a")).isEqualTo("1");
        assertThat(strict.text("b")).isEmpty();
        assertThat(TestRows.parsed(lenient)).isEqualTo(Map.of("a", "1", "b", "3"));
    }

    @Test
    void theFirstPairThatIsFoundEndsTheReadingWhereTheQueryNamesAllLabels() {
        ParserHints hints = ParserHints.only(List.of("a", "b"));

        assertThat(TestRows.parsed(parse(hints, "| logfmt a, b", "x=1 a=1 b=2")))
                .isEqualTo(Map.of("a", "1", "b", ""));
    }

    @Test
    void noLineMakesItFail() {
        RandomGenerator random = TestRows.random(9);
        LogfmtKeyStep step = step(ParserHints.ALL, "| logfmt --strict a, b, x=\"e\"");
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 50_000; round++) {
            TestRows.begin(row, TestRows.noise(random, 40));
            step.apply(row);
            row.allLabels();
        }
    }
}
