package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelChoiceTest {
    private static final Labels LABELS = Labels.of("app", "a", "env", "x", "pod", "p");

    @Test
    void byTakesTheNamedLabelsAndWithoutTheOthers() {
        List<String> names = List.of("env", "nosuch", "app");

        assertThat(LabelChoice.group(LABELS, new Grouping(false, names))).isEqualTo(Labels.of("app", "a", "env", "x"));
        assertThat(LabelChoice.group(LABELS, new Grouping(true, names))).isEqualTo(Labels.of("pod", "p"));
        assertThat(LabelChoice.group(LABELS, Grouping.NONE)).isEqualTo(Labels.EMPTY);
    }

    @Test
    void whatIsNotChangedIsTheSameObject() {
        assertThat(LabelChoice.without(LABELS, List.of("nosuch"))).isSameAs(LABELS);
        assertThat(LabelChoice.only(LABELS, List.of("pod", "env", "app"))).isSameAs(LABELS);
    }
}
