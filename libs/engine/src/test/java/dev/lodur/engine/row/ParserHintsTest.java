package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParserHintsTest {
    @Test
    void allLabelsAreWantedAndNoneByName() {
        assertThat(ParserHints.ALL.wants("a")).isTrue();
        assertThat(ParserHints.ALL.wantsPrefix("a")).isTrue();
        assertThat(ParserHints.ALL.isNamed("a")).isFalse();
        assertThat(ParserHints.ALL.wantsNothing()).isFalse();
        assertThat(ParserHints.ALL.namedCount()).isZero();
    }

    @Test
    void onlyTheNamedLabelsAreWanted() {
        ParserHints hints = ParserHints.only(List.of("level", "order_id", "level"));

        assertThat(hints.wants("level")).isTrue();
        assertThat(hints.wants("leve")).isFalse();
        assertThat(hints.wantsPrefix("order")).isTrue();
        assertThat(hints.wantsPrefix("user")).isFalse();
        assertThat(hints.namedCount()).isEqualTo(2);
    }

    @Test
    void theNameOfATakenLabelCountsWithoutItsEndingToo() {
        ParserHints hints = ParserHints.only(List.of("app_extracted"));

        assertThat(hints.wants("app_extracted")).isTrue();
        assertThat(hints.wants("app")).isTrue();
        assertThat(hints.namedCount()).isEqualTo(2);
    }

    @Test
    void withoutAnyNameNothingIsWanted() {
        assertThat(ParserHints.only(List.of()).wantsNothing()).isTrue();
    }

    @Test
    void errorsAreKeptWhereTheQueryNamesThem() {
        assertThat(ParserHints.only(List.of("__error__")).keepsErrors()).isTrue();
        assertThat(ParserHints.only(List.of("__error_details__")).keepsErrors()).isTrue();
        assertThat(ParserHints.only(List.of("level")).keepsErrors()).isFalse();
        assertThat(ParserHints.ALL.keepsErrors()).isFalse();
    }
}
