package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepStepTest {
    private final Row row = TestRows.row("line");

    @BeforeEach
    void labels() {
        TestRows.addMetadata(row, "trace", "t-1");
        row.setParsed("level", "error");
        row.setParsed("status", "500");
    }

    private static void keep(Row row, String choices) {
        assertThat(new KeepStep(TestRows.stage("| keep " + choices, Stage.Keep.class)
                                .choices())
                        .apply(row))
                .isTrue();
    }

    @Test
    void onlyTheNamedLabelsStay() {
        keep(row, "level, trace, nosuch");

        assertThat(row.allLabels()).isEqualTo(Map.of("level", "error", "trace", "t-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "level=\"error\" | true",
                "level=\"info\" | false",
                "level!=\"info\" | true",
                "level=~\"err.*\", status | true",
                "level=~\"rro\" | false",
                "level=\"x\", level=\"error\" | true",
            })
    void aConditionMustHold(String choices, boolean kept) {
        keep(row, choices);

        assertThat(row.find("level")).isEqualTo(kept);
        assertThat(row.find("app")).isFalse();
    }

    @Test
    void errorsStay() {
        row.fail("SomeErr", "why");

        keep(row, "level");

        assertThat(row.allLabels())
                .isEqualTo(Map.of("level", "error", "__error__", "SomeErr", "__error_details__", "why"));
    }

    @Test
    void theMarkOfAnErrorThatTheQueryAsksForStays() {
        Row marked = TestRows.row(ParserHints.only(List.of("__error__")), "line");
        marked.failToParse("SomeErr", null);

        keep(marked, "nosuch");

        assertThat(marked.mayKeepError()).isTrue();
    }

    @Test
    void aLabelThatWasTakenAwayDoesNotComeBack() {
        row.remove("level");

        keep(row, "level, app");

        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web"));
    }
}
