package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void namesAreSortedWhateverTheOrderGiven() {
        // when
        Labels labels = Labels.of("b", "2", "a", "1");

        // then
        assertThat(labels).isEqualTo(Labels.of("a", "1", "b", "2")).hasToString("{a=\"1\", b=\"2\"}");
        assertThat(labels.hashCode()).isEqualTo(Labels.of("a", "1", "b", "2").hashCode());
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "2")).hasMessageContaining("duplicate label name: a");
    }

    @Test
    void valuesArePrintedWithGoEscapes() {
        assertThat(Labels.of("a", "tab\t \"quoted\" \\ ünï \u200b \u0001 \uD83D\uDE00"))
                .hasToString("{a=\"tab\\t \\\"quoted\\\" \\\\ ünï \\u200b \\x01 \uD83D\uDE00\"}");
    }

    @Test
    void anAbsentNameReadsAsEmpty() {
        // given
        Labels labels = Labels.of("a", "");

        // then
        assertThat(labels.getOrEmpty("b")).isEmpty();
        assertThat(labels.get("b")).isNull();
        assertThat(labels.has("a")).isTrue();
    }

    @Test
    void withAndWithoutLeaveTheOriginalAlone() {
        // given
        Labels labels = Labels.of("a", "1");

        // when
        Labels more = labels.with("b", "2").with("a", "3");

        // then
        assertThat(more).isEqualTo(Labels.of("a", "3", "b", "2"));
        assertThat(more.without("a")).isEqualTo(Labels.of("b", "2"));
        assertThat(labels).isEqualTo(Labels.of("a", "1"));
    }

    @Test
    void orderIsByNameThenValueThenLength() {
        assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "2")).isLessThan(Labels.of("b", "0"));
        assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
    }
}
