package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.template.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelFormatStepTest {
    private final Row row = TestRows.row("the line");

    private void format(LabelFormatStep.Target... targets) {
        assertThat(new LabelFormatStep(List.of(targets)).apply(row)).isTrue();
    }

    private static LabelFormatStep.Target write(String label, String template) {
        return new LabelFormatStep.Write(label, Template.parse("label", template));
    }

    @Test
    void aLabelIsMoved() {
        row.setParsed("level", "error");

        format(new LabelFormatStep.Move("lvl", "level"), new LabelFormatStep.Move("service", "app"));

        assertThat(row.allLabels()).isEqualTo(Map.of("lvl", "error", "service", "web"));
    }

    @Test
    void whatTheRowLacksIsNotMoved() {
        format(new LabelFormatStep.Move("app", "nosuch"));

        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web"));
    }

    @Test
    void laterTargetsSeeWhatEarlierOnesDid() {
        format(
                write("a", "{{.app}}-1"),
                write("b", "{{.a}}-2"),
                new LabelFormatStep.Move("c", "b"),
                write("d", "{{.b}}{{.c}}"));

        assertThat(row.allLabels()).isEqualTo(Map.of("app", "web", "a", "web-1", "c", "web-1-2", "d", "web-1-2"));
    }

    @Test
    void aTemplateSeesTheLineAndTheTime() {
        format(write("x", "{{__line__ | ToUpper}} {{__timestamp__ | unixToTime | len}}"), write("y", "{{__line__}}"));

        assertThat(row.text("y")).isEqualTo("the line");
    }

    @Test
    void whereATemplateFailsTheLabelStaysAndTheRowHasAnError() {
        row.setParsed("a", "before");

        format(write("a", "{{.app | unixToTime}}"), write("b", "after"));

        assertThat(row.error()).isEqualTo("TemplateFormatErr");
        assertThat(row.errorDetails()).isNotEmpty();
        assertThat(row.text("a")).isEqualTo("before");
        assertThat(row.text("b")).isEqualTo("after");
    }
}
