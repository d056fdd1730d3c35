package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanBytesTest {
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
                "17EiB | too large: 17EiB",
                "5 apples | unhandled size name: apples",
                "1.2.3 | strconv.ParseFloat: parsing \"1.2.3\": invalid syntax"
            })
    void whatIsNoSizeSaysWhy(String text, String failure) {
        assertThat(HumanBytes.parse(text).failure()).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0B",
        "9,9B",
        "60,60B",
        "999,999B",
        "1000,1.0kB",
        "5242880,5.2MB",
        "900000,900kB",
        "1048576,1.0MB",
        "9949,9.9kB",
        "9950,10kB",
        "20000,20kB",
        "9223372036854775807,9.2EB"
    })
    void sizesArePrintedWithTwoDigits(long bytes, String text) {
        assertThat(HumanBytes.format(bytes)).isEqualTo(text);
    }
}
