package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogfmtStepTest {
    private static final List<String> KEYS = List.of("a", "level", "x-req-id", "9lives", "žlutý", "app", "http.status");
    private static final List<String> PLAIN = List.of("1", "info", "12.5ms", "č", "/api/v1", "{x}", "\\n", "");
    private static final List<String> QUOTED = List.of("two words", "", "a=b", "č", "tab\tinside");

    private final LogfmtStep step = new LogfmtStep(ParserHints.ALL, false, false);

    private static Row parse(RowStep step, String line) {
        Row row = TestRows.row(line);
        step.apply(row);
        return row;
    }

    @Test
    void everyPairBecomesALabel() {
        Row row = parse(
                step, "level=error caller=pay.go:118 msg=\"panic: \\\"nil\\\"\" flag empty= app=inner 9lives=cat");

        assertThat(TestRows.parsed(row))
                .isEqualTo(Map.of(
                        "level", "error",
                        "caller", "pay.go:118",
                        "msg", "panic: \"nil\"",
                        "app_extracted", "inner",
                        "_9lives", "cat"));
    }

    @Test
    void emptyValuesMakeLabelsWhereTheyAreKept() {
        LogfmtStep keeping = new LogfmtStep(ParserHints.ALL, false, true);

        assertThat(TestRows.parsed(parse(keeping, "flag empty= quoted=\"\" a=1")))
                .isEqualTo(Map.of("flag", "", "empty", "", "quoted", "", "a", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=1 broken=\"unterminated | logfmt syntax error at pos 25 : unterminated quoted value",
                "a=1 bad\"key=1 =nokey | logfmt syntax error at pos 8 : unexpected '\"'",
                "a=1 =nokey | logfmt syntax error at pos 5 : unexpected '='",
                "a=1 b=c=d | logfmt syntax error at pos 8 : unexpected '='",
                "{\"a\":1} | logfmt syntax error at pos 2 : unexpected '\"'",
            })
    void aWrongPairIsLeftOutOrWithStrictAnError(String line, String details) {
        Row lenient = parse(step, line);
        Row strict = parse(new LogfmtStep(ParserHints.ALL, true, false), line);

        assertThat(lenient.hasError()).isFalse();
        assertThat(strict.error()).isEqualTo("LogfmtParserErr");
        assertThat(strict.errorDetails()).isEqualTo(details);
        assertThat(strict.text("a")).isEqualTo(lenient.text("a"));
    }

    @Test
    void whatFollowsAWrongPairIsReadAgain() {
        assertThat(TestRows.parsed(parse(step, "=x a=1 b\"c=2 d=e=f g=\"\\q\" h=2")))
                .isEqualTo(Map.of("a", "1", "h", "2"));
    }

    @Test
    void readingStopsWhereAllThatIsWantedIsThere() {
        ParserHints hints = ParserHints.only(List.of("a", "b"));
        Row row = TestRows.row(hints, "x=1 a=2 b=3 c=4 \"");

        new LogfmtStep(hints, true, false).apply(row);

        assertThat(TestRows.parsed(row)).isEqualTo(Map.of("a", "2", "b", "3"));
    }

    @Test
    void whatIsWantedUnderTheNameOfATakenLabelIsFound() {
        ParserHints hints = ParserHints.only(List.of("app_extracted"));
        Row row = TestRows.row(hints, "app=inner level=info");

        new LogfmtStep(hints, false, false).apply(row);

        assertThat(TestRows.parsed(row)).isEqualTo(Map.of("app_extracted", "inner"));
    }

    @Test
    void readsWhatWasWritten() {
        RandomGenerator random = TestRows.random(6);
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 20_000; round++) {
            boolean keepEmpty = random.nextBoolean();
            Map<String, String> expected = new LinkedHashMap<>();
            String line = line(random, keepEmpty, expected);
            TestRows.begin(row, TestRows.utf8(line));

            new LogfmtStep(ParserHints.ALL, true, keepEmpty).apply(row);

            assertThat(TestRows.parsed(row)).as(line).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    private static String line(RandomGenerator random, boolean keepEmpty, Map<String, String> expected) {
        StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            String key = TestRows.pick(random, KEYS);
            boolean quoted = random.nextBoolean();
            String value = TestRows.pick(random, quoted ? QUOTED : PLAIN);
            String written = quoted ? "\"" + value.replace("\t", "\\t") + "\"" : value;
            line.append(key).append('=').append(written).append(TestRows.pick(random, List.of(" ", "  ", "\t")));
            String name = key.equals("app") ? "app_extracted" : key.replaceAll("[^a-zA-Z0-9_]", "_");
            if (keepEmpty || !value.isEmpty()) {
                expected.putIfAbsent(name.equals("9lives") ? "_9lives" : name, value);
            }
        }
        return line.toString();
    }

    @Test
    void noLineMakesItFail() {
        RandomGenerator random = TestRows.random(7);
        LogfmtStep strict = new LogfmtStep(ParserHints.ALL, true, true);
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 50_000; round++) {
            TestRows.begin(row, TestRows.noise(random, 40));
            step.apply(row);
            strict.apply(row);
            row.allLabels();
        }
    }
}
