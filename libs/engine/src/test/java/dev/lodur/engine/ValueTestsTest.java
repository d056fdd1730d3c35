package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTestsTest {
    @ParameterizedTest
    @CsvSource({
        "20MB, 20000000",
        "1.5 KiB, 1536",
        "42, 42",
        "'1,024', 1024",
        "13kb, 13000",
        "8MiB, 8388608",
        "5G, 5000000000",
        "0B, 0"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(HumanBytes.parse(text)).isEqualTo(new HumanBytes(bytes, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "huge | strconv.ParseFloat: parsing \"\": invalid syntax",
                "- | strconv.ParseFloat: parsing \"\": invalid syntax",
                "5 apples | unhandled size name: apples",
                "1.2.3 | strconv.ParseFloat: parsing \"1.2.3\": invalid syntax"
            })
    void whatIsNoSizeSaysWhy(String text, String failure) {
        assertThat(HumanBytes.parse(text).failure()).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "1e3, true",
        "0x1p4, true",
        "+Inf, true",
        "nan, true",
        "1_000, false",
        "n/a, false",
        "'', false",
        "1f, false",
        "' 1', false"
    })
    void numbersAreThoseOfGo(String text, boolean number) {
        assertThat(GoNumbers.isFloat(text)).isEqualTo(number);
    }
}
