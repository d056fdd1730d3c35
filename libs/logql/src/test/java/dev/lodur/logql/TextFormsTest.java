package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and sizes in the forms of the Go libraries that Loki prints with. */
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
    void sizes(long bytes, String text) {
        assertThat(ByteText.print(bytes)).isEqualTo(text);
    }
}
