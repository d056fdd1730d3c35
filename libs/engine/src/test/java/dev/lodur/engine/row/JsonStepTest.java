package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonStepTest {
    private final JsonStep step = new JsonStep(ParserHints.ALL);

    private Row parse(String line) {
        Row row = TestRows.row(line);
        step.apply(row);
        return row;
    }

    @Test
    void everyPropertyBecomesALabelAndThoseOfNestedObjectsGetTheNamesOnTheWay() {
        Row row = parse("{\"level\":\"info\",\"order\":{\"id\":1227,\"total\":226.42,\"items\":[{\"sku\":\"B-5\"}]},"
                + "\"user\":{\"name\":\"\u0141ukasz\"},\"ok\":true,\"note\":null,\"app\":\"inner\",\"env\":7}");

        assertThat(TestRows.parsed(row))
                .containsExactly(
                        entry("app_extracted", "inner"),
                        entry("env", "7"),
                        entry("level", "info"),
                        entry("ok", "true"),
                        entry("order_id", "1227"),
                        entry("order_total", "226.42"),
                        entry("user_name", "\u0141ukasz"));
    }

    @Test
    void readsWhatAPlainReaderReads() {
        RandomGenerator random = TestRows.random(1);
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 20_000; round++) {
            JsonDocument document = new JsonDocument(random);
            TestRows.begin(row, document.bytes());
            TestRows.addMetadata(row, "meta", "own");

            step.apply(row);

            assertThat(TestRows.parsed(row)).as(document.text()).containsExactlyInAnyOrderEntriesOf(document.labels());
        }
    }

    @Test
    void noLineMakesItFail() {
        RandomGenerator random = TestRows.random(2);
        JsonStep some = new JsonStep(ParserHints.only(List.of("a", "a_b", "level")));
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 50_000; round++) {
            byte[] line = random.nextBoolean() ? TestRows.noise(random, 40) : damaged(random);
            TestRows.begin(row, line);
            step.apply(row);
            row.allLabels();
            TestRows.begin(row, line);
            some.apply(row);
            row.allLabels();
        }
    }

    private static byte[] damaged(RandomGenerator random) {
        byte[] line = new JsonDocument(random).bytes();
        for (int i = random.nextInt(3); i >= 0; i--) {
            line[random.nextInt(line.length)] = (byte) random.nextInt();
        }
        return line;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"level\":\"error\",\"msg\":\"truncated | Value is string, but can't find closing '\"' symbol",
                "null | Value looks like object, but can't find closing '}' symbol",
                "`` | Value looks like object, but can't find closing '}' symbol",
                "level=debug caller=stock.go:7 | Value looks like object, but can't find closing '}' symbol",
                "{\"a\":what} | Unknown value type",
                "{\"a\":[1,2 | Value is array, but can't find closing ']' symbol",
                "{\"a\":{\"b\":1 | Value looks like object, but can't find closing '}' symbol",
                "{\"a\" 1} | Malformed JSON error",
            })
    void whatIsWrongIsSaidInTheWordsThatClientsKnow(String line, String details) {
        Row row = parse(line);

        assertThat(row.error()).isEqualTo("JSONParserErr");
        assertThat(row.errorDetails()).isEqualTo(details);
    }

    @Test
    void labelsBeforeTheErrorStay() {
        Row row = parse("{\"level\":\"error\",\"msg\":\"truncated");

        assertThat(row.text("level")).isEqualTo("error");
        assertThat(row.text("msg")).isNull();
    }

    @Test
    void readingStopsWhereAllThatIsWantedIsThere() {
        ParserHints hints = ParserHints.only(List.of("level"));
        Row row = TestRows.row(hints, "{\"a\":1,\"level\":\"info\",\"broken");

        new JsonStep(hints).apply(row);

        assertThat(TestRows.parsed(row)).isEqualTo(Map.of("level", "info"));
        assertThat(row.hasError()).isFalse();
    }

    @Test
    void withoutAnyWantedLabelNothingIsRead() {
        ParserHints hints = ParserHints.only(List.of());
        Row row = TestRows.row(hints, "no json");

        new JsonStep(hints).apply(row);

        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web"));
    }

    @Test
    void theFirstOfTwoParsersMakesTheLabel() {
        Row row = TestRows.row("{\"a\":\"1\",\"a\":\"2\"}");
        step.apply(row);
        row.setLine(TestRows.utf8("{\"a\":\"3\",\"b\":\"4\"}"), 0, 17);
        step.apply(row);

        assertThat(TestRows.parsed(row)).isEqualTo(Map.of("a", "1", "b", "4"));
    }

    @Test
    void valuesThatAreNoTextGetBlanks() {
        byte[] line = TestRows.utf8("{\"a\":\"x?y\",\"b\":\"x\\\\?\"}");
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '?' ? (byte) 0xff : line[i];
        }
        Row row = TestRows.row(ParserHints.ALL, line);

        step.apply(row);

        assertThat(TestRows.parsed(row)).isEqualTo(Map.of("a", "x y", "b", "x\\ "));
    }

    @Test
    void aStringWithAWrongEscapeIsEmpty() {
        assertThat(TestRows.parsed(parse("{\"a\":\"x\\q\",\"b\":\"\\ud800\",\"c\":\"d\"}")))
                .isEqualTo(Map.of("a", "", "b", "", "c", "d"));
    }

    @Test
    void tellsTheKeysThatLeadToALabel() {
        parse("{\"order\":{\"x-id\":{\"b\":1}}}");

        assertThat(step.pathOf("order_x_id_b")).containsExactly("order", "x-id", "b");
        assertThat(step.pathOf("nosuch")).isEmpty();
    }

    @Test
    void nestingIsBoundedInsteadOfTheStack() {
        Row open = parse("{\"a\":".repeat(250_000));
        Row closed = parse("{\"a\":".repeat(250_000) + "1" + "}".repeat(250_000));
        Row atBound = parse("{\"a\":".repeat(200) + "1" + "}".repeat(200));
        Row arrays = parse("{\"a\":" + "[".repeat(250_000));

        assertThat(open.error()).isEqualTo("JSONParserErr");
        assertThat(closed.errorDetails()).isEqualTo("Objects are nested too deeply");
        assertThat(atBound.error()).isNull();
        assertThat(arrays.error()).isEqualTo("JSONParserErr");
    }
}
