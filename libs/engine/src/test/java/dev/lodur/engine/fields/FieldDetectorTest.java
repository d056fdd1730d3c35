package dev.lodur.engine.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.LogQueryResult.ResultEntry;
import dev.lodur.engine.LogQueryResult.ResultStream;
import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldDetectorTest {
    private static final Labels WEB = Labels.of("app", "web");

    private static ResultEntry entry(String line, Labels metadata, Labels parsed) {
        return new ResultEntry(1, line.getBytes(StandardCharsets.UTF_8), metadata, parsed);
    }

    private static ResultEntry line(String line) {
        return entry(line, Labels.EMPTY, Labels.EMPTY);
    }

    private static List<Field> fields(ResultEntry... entries) {
        FieldDetector detector = FieldDetector.ofFields();
        detector.add(new ResultStream(WEB, Arrays.asList(entries)));
        return detector.fields(100);
    }

    @Test
    void fieldsOfJsonAreToldWithTheWayToThem() {
        assertThat(fields(line("{\"status\":200,\"user\":{\"name\":\"a\"}}"), line("{\"status\":500}")))
                .containsExactly(
                        new Field("status", FieldType.INT, 2, List.of("json"), List.of("status")),
                        new Field("user_name", FieldType.STRING, 1, List.of("json"), List.of("user", "name")));
    }

    @Test
    void fieldsOfLogfmtHaveNoWay() {
        assertThat(fields(line("took=5ms ok=true size=5KB")))
                .containsExactlyInAnyOrder(
                        new Field("took", FieldType.DURATION, 1, List.of("logfmt"), List.of()),
                        new Field("ok", FieldType.BOOLEAN, 1, List.of("logfmt"), List.of()),
                        new Field("size", FieldType.BYTES, 1, List.of("logfmt"), List.of()));
    }

    @Test
    void aFieldOfSeveralFormsNamesAllParsers() {
        assertThat(fields(line("{\"a\":1}"), line("a=2")))
                .containsExactly(new Field("a", FieldType.INT, 2, List.of("json", "logfmt"), List.of("a")));
    }

    @Test
    void metadataIsAFieldWithoutParser() {
        assertThat(fields(entry("plain", Labels.of("trace", "t-1"), Labels.EMPTY)))
                .containsExactly(new Field("trace", FieldType.STRING, 1, List.of(), List.of()));
    }

    @Test
    void whatTheQueryHasParsedIsAFieldButItsErrorsAreNot() {
        assertThat(fields(entry(
                        "plain", Labels.EMPTY, Labels.of("x", "1.5", "__error__", "E", "__error_details__", "d"))))
                .containsExactly(new Field("x", FieldType.FLOAT, 1, List.of(), List.of()));
    }

    @Test
    void aFieldIsOfTheKindThatMostOfItsDifferentValuesAreOf() {
        assertThat(fields(line("a=1"), line("a=1"), line("a=1"), line("a=x"), line("a=y")))
                .extracting(Field::type)
                .containsExactly(FieldType.STRING);
    }

    @Test
    void onlySoManyFieldsAreTold() {
        FieldDetector detector = FieldDetector.ofFields();
        detector.add(new ResultStream(WEB, List.of(line("a=1 b=2 c=3"))));

        assertThat(detector.fields(2)).hasSize(2);
    }

    @Test
    void theFirstDifferentValuesOfOneFieldAreKept() {
        FieldDetector detector = FieldDetector.ofValues("a", 3);
        detector.add(new ResultStream(
                WEB, List.of(line("a=x b=1"), line("a=y"), line("a=x"), line("{\"a\":\"z\"}"), line("a=w"))));

        assertThat(detector.values()).containsExactly("x", "y", "z");
    }
}
