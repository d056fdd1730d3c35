package dev.lodur.engine.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypeTest {
    @ParameterizedTest
    @CsvSource({
        "200, INT",
        "-7, INT",
        "0, INT",
        "9223372036854775807, INT",
        "9223372036854775808, FLOAT",
        "12.5, FLOAT",
        "1e3, FLOAT",
        "true, BOOLEAN",
        "F, BOOLEAN",
        "tRUE, STRING",
        "5ms, DURATION",
        "1h30m, DURATION",
        "5KB, BYTES",
        "3MiB, BYTES",
        "info, STRING",
        "10.0.0.1, STRING",
        "'', STRING",
        "\u0663\u0664, STRING",
    })
    void aValueIsOfTheNarrowestKind(String value, FieldType expected) {
        assertThat(FieldType.of(value)).isEqualTo(expected);
    }
}
