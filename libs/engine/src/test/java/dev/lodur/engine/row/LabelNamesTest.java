package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelNamesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "level, level, x_level",
                "http.status, http_status, x_http_status",
                "x-req-id, x_req_id, x_x_req_id",
                "9lives, _9lives, x_9lives",
                "` a b\t`, a_b, x_a_b",
                "žlutý, _lut_, x__lut_",
                "\ud83d\ude00!, __, x___",
                "_a, _a, x__a",
                "``, ``, x_",
                "` `, ``, x_",
            })
    void aNameHasLettersDigitsAndUnderscoresOnly(String key, String name, String nested) {
        byte[] bytes = TestRows.utf8("<" + key + ">");

        assertThat(LabelNames.of(bytes, 1, bytes.length - 1)).isEqualTo(name);
        assertThat(LabelNames.nested("x", bytes, 1, bytes.length - 1)).isEqualTo(nested);
    }
}
