package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in the forms of the Go libraries that Loki prints with. */
class TextFormsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0,0.000000,0",
        "-1,-1,-1.000000,-1",
        "0.1,0.1,0.100000,0.1",
        "123456,123456,123456.000000,123456",
        "1e6,1e+06,1000000.000000,1000000",
        "1234567,1.234567e+06,1234567.000000,1234567",
        "0.0001,0.0001,0.000100,0.0001",
        "0.00001,1e-05,0.000010,0.00001",
        "1e100,1e+100,,",
        "NaN,NaN,NaN,NaN",
    })
    void numbers(double value, String shortForm, String sixDecimals, String plain) {
        assertThat(FloatText.shortForm(value)).isEqualTo(shortForm);
        if (sixDecimals != null) {
            assertThat(FloatText.sixDecimals(value)).isEqualTo(sixDecimals);
            assertThat(FloatText.plain(value)).isEqualTo(plain);
        }
    }
}
