package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoFloatTest {
    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "-0.5, -0.5",
        "+1., 1",
        ".5, 0.5",
        "1e3, 1000",
        "1E-2, 0.01",
        "0x1p4, 16",
        "-0X.8P+1, -1",
        "+Inf, Infinity",
        "-infinity, -Infinity",
        "nan, NaN"
    })
    void numbersAreReadAsGoReadsThem(String text, double value) {
        assertThat(GoFloat.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "n/a", "-", ".", "e3", "1e", "1e+", "1f", "1d", " 1", "1 ", "1_000", "0x10", "0xp1", "0x1p1_0",
                "+nan", "1.2.3", "١"
            })
    void whatIsNoNumberHasGosWords(String text) {
        assertThat(GoFloat.parse(text)).isEmpty();
        assertThat(GoFloat.failure(text))
                .isEqualTo("strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": invalid syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999"})
    void whatDoesNotFitIsOutOfRange(String text) {
        assertThat(GoFloat.parse(text)).isEmpty();
        assertThat(GoFloat.failure(text)).endsWith(": value out of range");
    }
}
