package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelNamesTest {
    private static String normalize(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] target = new byte[bytes.length + LabelNames.GROWTH_BYTES_MAX];
        int end = LabelNames.normalize(bytes, 0, bytes.length, target, 0);
        return new String(target, 0, end, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "ok,ok", "http.status,http_status", "a-b,a_b", "1st,key_1st", "sp ace,sp_ace", "_u,_u", "__d__,__d__",
        "ÜNI,_NI", "a..b,a_b", "a__b,a_b", "__a,_a", "trailing__,trailing_", "__a.b__,__a_b__", "9,key_9"
    })
    void namesBecomeLegal(String name, String legal) {
        assertThat(normalize(name)).isEqualTo(legal);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (LabelNames.isNormal(bytes, 0, bytes.length)) {
            assertThat(name).isEqualTo(legal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ž", "_", "__", "...", " ", "日本", "____", "__é__"})
    void aNameOfWhichNothingIsLeftIsRefused(String name) {
        assertThatThrownBy(() -> normalize(name))
                .hasMessageContaining("normalization for label name")
                .hasMessageContaining("resulted in invalid name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "1a", "a.b", "a__b", "__x"})
    void onlyNamesThatStayAsTheyAreAreNormal(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);

        assertThat(LabelNames.isNormal(bytes, 0, bytes.length)).isFalse();
    }
}
