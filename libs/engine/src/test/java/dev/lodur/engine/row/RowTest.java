package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "app", "env", "m1", "m2");

    private final Row row = new Row(ParserHints.ALL);

    private void begin(Labels stream) {
        row.begin(stream, 7, TestRows.utf8("xxlinexx"), 2, 6);
    }

    private void extract(String name, String value) {
        byte[] bytes = TestRows.utf8(value);
        row.extract(name, bytes, 0, bytes.length);
    }

    @Test
    void beginsWithTheLineAndTheLabelsOfTheStream() {
        begin(TestRows.STREAM);

        assertThat(row.lineText()).isEqualTo("line");
        assertThat(row.timestampNanos()).isEqualTo(7);
        assertThat(row.text("app")).isEqualTo("web");
        assertThat(row.text("nosuch")).isNull();
        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web"));
        assertThat(row.streamLabels()).isSameAs(TestRows.STREAM);
    }

    @Test
    void labelsAreToldApartByWhereTheyComeFrom() {
        begin(Labels.of("app", "web", "env", "prod"));
        TestRows.addMetadata(row, "trace", "t-1");
        row.setParsed("env", "test");
        row.fail("SomeErr", "why");

        assertThat(row.streamLabels()).isEqualTo(Labels.of("app", "web"));
        assertThat(row.metadataLabels()).isEqualTo(Labels.of("trace", "t-1"));
        assertThat(row.parsedLabels())
                .isEqualTo(Labels.of("env", "test", "__error__", "SomeErr", "__error_details__", "why"));
    }

    @Test
    void anotherRowForgetsEverything() {
        begin(TestRows.STREAM);
        TestRows.addMetadata(row, "trace", "t-1");
        extract("a", "1");
        row.remove("app");
        row.fail("SomeErr", "why");

        begin(TestRows.STREAM);

        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web"));
        assertThat(row.hasError()).isFalse();
        assertThat(row.entries()).isZero();
        assertThat(row.streamLabels()).isSameAs(TestRows.STREAM);
    }

    @Test
    void aNameOfTheStreamOrTheMetadataIsTaken() {
        begin(TestRows.STREAM);
        TestRows.addMetadata(row, "trace", "t-1");
        extract("a", "1");

        assertThat(row.isTaken("app")).isTrue();
        assertThat(row.isTaken("trace")).isTrue();
        assertThat(row.isTaken("a")).isFalse();
    }

    @Test
    void theFirstParserMakesALabelAndAFormatterMayChangeIt() {
        begin(TestRows.STREAM);
        extract("a", "1");
        extract("a", "2");
        assertThat(row.text("a")).isEqualTo("1");

        row.setParsed("a", "3");
        extract("a", "4");
        assertThat(row.text("a")).isEqualTo("3");
    }

    @Test
    void allIsExtractedOnceEveryNamedLabelWasMade() {
        Row hinted = TestRows.row(ParserHints.only(List.of("a", "b")), "");

        hinted.extract("a", TestRows.utf8("1"), 0, 1);
        hinted.extract("a", TestRows.utf8("2"), 0, 1);
        hinted.extract("c", TestRows.utf8("3"), 0, 1);
        assertThat(hinted.isAllExtracted()).isFalse();

        hinted.extract("b", TestRows.utf8("4"), 0, 1);
        assertThat(hinted.isAllExtracted()).isTrue();
        assertThat(TestRows.row("").isAllExtracted()).isFalse();
    }

    @Test
    void errorsAreLabelsToo() {
        begin(TestRows.STREAM);
        assertThat(row.find(Row.ERROR)).isFalse();
        row.fail("SomeErr", "why");
        row.fail("OtherErr", null);

        assertThat(row.text(Row.ERROR)).isEqualTo("OtherErr");
        assertThat(row.text(Row.ERROR_DETAILS)).isEqualTo("why");

        row.clearError();
        row.clearErrorDetails();
        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web"));
    }

    @Test
    void aRowKeepsItsErrorWhereTheQueryAsksForErrors() {
        Row asked = TestRows.row(ParserHints.only(List.of("__error__")), "");
        Row notAsked = TestRows.row("");
        asked.failToParse("SomeErr", null);
        notAsked.failToParse("SomeErr", null);

        assertThat(asked.mayKeepError()).isTrue();
        assertThat(asked.text(Row.PRESERVE_ERROR)).isEqualTo("true");
        assertThat(notAsked.mayKeepError()).isFalse();
    }

    @Test
    void bytesOfTheArenaStayUntilTheNextRow() {
        begin(TestRows.STREAM);
        for (int i = 0; i < 5_000; i++) {
            byte[] text = TestRows.utf8("value " + i);
            byte[] arena = row.reserve(text.length);
            int at = row.arenaEnd();
            System.arraycopy(text, 0, arena, at, text.length);
            row.keep(at + text.length);
            row.setParsed("label" + i % 500, arena, at, at + text.length);
        }

        for (int i = 4_500; i < 5_000; i++) {
            assertThat(row.text("label" + i % 500)).isEqualTo("value " + i);
        }
    }

    @Test
    void labelsAreWhatAMapSaysAfterAnyChanges() {
        RandomGenerator random = TestRows.random(11);
        List<Labels> streams = List.of(TestRows.STREAM, Labels.of("app", "web", "env", "prod"), Labels.of("b", "own"));
        for (int round = 0; round < 20_000; round++) {
            Labels stream = TestRows.pick(random, streams);
            begin(stream);
            Map<String, String> expected = new TreeMap<>(stream.toMap());
            for (String name : List.of("m1", "m2")) {
                if (random.nextBoolean()) {
                    TestRows.addMetadata(row, name, "meta");
                    expected.put(name, "meta");
                }
            }
            for (int i = random.nextInt(12); i > 0; i--) {
                String name = TestRows.pick(random, NAMES);
                if (random.nextInt(3) == 0) {
                    row.remove(name);
                    expected.remove(name);
                } else {
                    row.setParsed(name, "v" + i);
                    expected.put(name, "v" + i);
                }
            }

            assertThat(row.allLabels()).isEqualTo(expected);
            NAMES.forEach(name -> assertThat(row.text(name)).isEqualTo(expected.get(name)));
            Map<String, String> parts = new TreeMap<>(row.streamLabels().toMap());
            parts.putAll(row.metadataLabels().toMap());
            parts.putAll(row.parsedLabels().toMap());
            assertThat(parts).isEqualTo(expected);
        }
    }

    @Test
    void manyStreamsAreServed() {
        for (int i = 0; i < 10_000; i++) {
            begin(Labels.of("app", "web-" + i % 5_000));

            assertThat(row.text("app")).isEqualTo("web-" + i % 5_000);
        }
    }
}
