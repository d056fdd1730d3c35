package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.Stage;
import dev.lodur.model.Labels;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropStepTest {
    private final Row row = TestRows.row("line");

    @BeforeEach
    void labels() {
        TestRows.addMetadata(row, "trace", "t-1");
        row.setParsed("level", "error");
    }

    private void drop(String choices) {
        assertThat(new DropStep(TestRows.stage("| drop " + choices, Stage.Drop.class)
                                .choices())
                        .apply(row))
                .isTrue();
    }

    @Test
    void labelsOfAnyOriginGo() {
        drop("app, trace, level, nosuch");

        assertThat(row.allLabels()).isEmpty();
        assertThat(row.streamLabels()).isEqualTo(Labels.EMPTY);
        assertThat(row.metadataLabels()).isEqualTo(Labels.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "level=\"error\" | true",
                "level=\"err\" | false",
                "level!=\"error\" | false",
                "level!=\"info\" | true",
                "level=~\"err.*\" | true",
                "level=~\"rro\" | false",
                "level!~\"err.*\" | false",
                "app=\"web\", level=~\".+\" | true",
            })
    void aConditionMustHold(String choices, boolean gone) {
        drop(choices);

        assertThat(row.find("level")).isEqualTo(!gone);
    }

    @Test
    void errorsGoOneByOne() {
        row.fail("SomeErr", "why");

        drop("__error__=\"OtherErr\"");
        assertThat(row.error()).isEqualTo("SomeErr");

        drop("__error__");
        assertThat(row.error()).isNull();
        assertThat(row.text(Row.ERROR_DETAILS)).isEqualTo("why");

        drop("__error_details__");
        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web", "trace", "t-1", "level", "error"));
    }
}
