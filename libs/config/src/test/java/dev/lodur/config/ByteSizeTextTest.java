package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "0B, 0",
        "256KB, 262144",
        "256kb, 262144",
        "4GB, 4294967296",
        "1536 KB, 1572864",
        "2M, 2097152",
        "1KiB, 1024",
        "7EB, 8070450532247928832"
    })
    void sizesArePowersOf1024(String text, long bytes) {
        assertThat(ByteSizeText.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KB", "1.5MB", "-1KB", "1XB", "8EB", "99999999999999999999", "1KBB", "1 2KB"})
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> ByteSizeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }
}
