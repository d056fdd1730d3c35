package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelReplacementTest {
    private static final Labels LABELS = Labels.of("app", "checkout-42");

    private static Labels replace(String destination, String replacement, String source, String regexp) {
        return new LabelReplacement(destination, replacement, source, regexp).apply(LABELS);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "$1, checkout",
                "${1}x$2, checkoutx42",
                "$1x, ``",
                "$word/${number}, checkout/42",
                "$0, checkout-42",
                "$9, ``",
                "$$1, $1",
                "cost: $, cost: $",
                "$-, $-",
                "${1, ${1",
                "${}, ${}",
                "${a-b}, ${a-b}",
                "$01, ``",
                "plain, plain",
            })
    void groupsStandInPlaceOfTheirNames(String replacement, String expected) {
        Labels replaced = replace("to", replacement, "app", "(?P<word>[a-z]+)-(?P<number>\\d+)");

        assertThat(replaced.getOrEmpty("to")).isEqualTo(expected);
        assertThat(replaced.get("app")).isEqualTo("checkout-42");
    }

    @Test
    void whatDoesNotMatchFromEndToEndStays() {
        assertThat(replace("to", "x", "app", "checkout")).isSameAs(LABELS);
        assertThat(replace("to", "x", "app", "checkout|.*")).isEqualTo(LABELS.with("to", "x"));
    }

    @Test
    void anAbsentLabelIsTheEmptyValue() {
        assertThat(replace("to", "x", "nosuch", "")).isEqualTo(LABELS.with("to", "x"));
        assertThat(replace("to", "x", "nosuch", ".+")).isSameAs(LABELS);
    }

    @Test
    void anEmptyResultTakesTheLabelAway() {
        assertThat(replace("app", "", "app", ".*")).isEqualTo(Labels.EMPTY);
    }

    @Test
    void aGroupThatTookNoPartIsEmpty() {
        assertThat(replace("to", "[$1]", "app", "(x)?.*")).isEqualTo(LABELS.with("to", "[]"));
    }
}
