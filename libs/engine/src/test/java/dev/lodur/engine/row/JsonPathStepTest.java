package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathStepTest {
    private static final String LINE =
            "{\"level\":\"info\",\"order\":{\"id\":1227,\"items\":[{\"sku\":\"B-5\",\"qty\":2},"
                    + "{\"sku\":\"B-6\"}],\"weird key\":\"w\"},\"note\":null,\"app\":\"inner\",\"n\":[[1,2],[3]]}";

    private static Row parse(ParserHints hints, String extractions, String line) {
        Row row = TestRows.row(hints, line);
        Stage.Json stage = TestRows.stage("| json " + extractions, Stage.Json.class);
        JsonPathStep.of(hints, stage.extractions()).forEach(step -> step.apply(row));
        return row;
    }

    private static Map<String, String> labels(String extractions, String line) {
        return TestRows.parsed(parse(ParserHints.ALL, extractions, line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x=\"level\" | info",
                "x=\"order.id\" | 1227",
                "x=\"order.items[1].sku\" | B-6",
                "x=\"order.items[0]\" | {\"sku\":\"B-5\",\"qty\":2}",
                "x=\"order[\\\"weird key\\\"]\" | w",
                "x=\"[\\\"order\\\"].id\" | 1227",
                "x=\"n[0][1]\" | 2",
                "x=\"n[1]\" | [3]",
                "x=\"note\" | ``",
                "x=\"nosuch\" | ``",
                "x=\"order.items[7]\" | ``",
                "x=\"level.id\" | ``",
            })
    void findsTheValueAtItsPlace(String extraction, String expected) {
        assertThat(labels(extraction, LINE)).isEqualTo(Map.of("x", expected));
    }

    @Test
    void severalPlacesAreFoundInOneReading() {
        assertThat(labels("a=\"order.items[0].qty\", b=\"n[1][0]\", c=\"order.id\", d=\"order\", e=\"order.id\"", LINE))
                .containsEntry("a", "2")
                .containsEntry("b", "3")
                .containsEntry("c", "1227")
                .containsEntry("e", "1227")
                .hasEntrySatisfying(
                        "d",
                        order -> assertThat(order).startsWith("{\"id\":1227").endsWith("\"w\"}"));
    }

    @Test
    void aNameThatTheStreamHasGetsAnEnding() {
        assertThat(labels("app=\"app\", b=\"level\"", LINE)).isEqualTo(Map.of("app_extracted", "inner", "b", "info"));
    }

    @Test
    void moreLabelsThanBitsOfANumberTakeSeveralSteps() {
        String line =
                IntStream.range(0, 150).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));
        String extractions = IntStream.range(0, 150).mapToObj(i -> "k" + i).collect(Collectors.joining(","));
        Map<String, String> expected = new HashMap<>();
        IntStream.range(0, 150).forEach(i -> expected.put("k" + i, String.valueOf(i)));

        assertThat(labels(extractions, line)).isEqualTo(expected);
    }

    @Test
    void whatStandsBehindTheLastPlaceMayBeAnything() {
        Row found = parse(ParserHints.ALL, "level", "{\"level\":\"error\",\"msg\":\"truncated");
        Row missing = parse(ParserHints.ALL, "msg", "{\"level\":\"error\",\"msg\":\"truncated");
        Row noObject = parse(ParserHints.ALL, "msg", "null");

        assertThat(found.hasError()).isFalse();
        assertThat(missing.error()).isEqualTo("JSONParserErr");
        assertThat(missing.errorDetails()).isEqualTo("Value is string, but can't find closing '\"' symbol");
        assertThat(noObject.error()).isEqualTo("JSONParserErr");
        assertThat(noObject.errorDetails()).isNull();
    }

    @Test
    void findsInRandomObjectsWhatAPlainReaderFinds() {
        RandomGenerator random = TestRows.random(3);
        for (int round = 0; round < 5_000; round++) {
            JsonDocument document = new JsonDocument(random);
            List<List<String>> paths = new ArrayList<>(document.places().keySet());
            Map<String, String> expected = new HashMap<>();
            List<Stage.Extraction> extractions = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0 && !paths.isEmpty(); i--) {
                List<String> path = TestRows.pick(random, paths);
                document.places().get(path).ifPresent(value -> {
                    extractions.add(new Stage.Extraction("x" + extractions.size(), text(path)));
                    expected.put("x" + expected.size(), value);
                });
            }
            Row row = TestRows.row(document.text());

            JsonPathStep.of(ParserHints.ALL, extractions).forEach(step -> step.apply(row));

            assertThat(TestRows.parsed(row))
                    .as("%s of %s", extractions, document.text())
                    .isEqualTo(expected);
        }
    }

    private static String text(List<String> path) {
        return path.stream()
                .map(key -> "[\"" + key.replace("\"", "\\\"") + "\"]")
                .collect(Collectors.joining());
    }

    @Test
    void noLineMakesItFail() {
        RandomGenerator random = TestRows.random(4);
        Stage.Json stage =
                TestRows.stage("| json a, b=\"a.b[0]\", c=\"[\\\"\\\"][1]\", d=\"a[0][0].b\"", Stage.Json.class);
        List<RowStep> steps = JsonPathStep.of(ParserHints.ALL, stage.extractions());
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 50_000; round++) {
            TestRows.begin(row, TestRows.noise(random, 40));
            steps.forEach(step -> step.apply(row));
            row.allLabels();
        }
    }

    @Test
    void depthCostsNoStack() {
        assertThat(labels("x=\"a.a.a\"", "{\"a\":".repeat(250_000))).containsEntry("x", "");
        assertThat(labels("x=\"[0][0]\"", "[".repeat(250_000))).containsEntry("x", "");
    }
}
