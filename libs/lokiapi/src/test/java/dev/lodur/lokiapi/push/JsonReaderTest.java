package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static JsonReader reader(String text) {
        JsonReader reader = new JsonReader();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.reset(bytes, 0, bytes.length);
        return reader;
    }

    private static String string(String text) {
        JsonReader reader = reader(text);
        reader.readString();
        return reader.string();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [ 1 , -2.5e+3, 0, \"a\", true, false, null ] ",
                "{\"a\":{\"b\":[[],{}]}}",
                "\"plain\" and more"
            })
    void validValuesAreSteppedOver(String text) {
        reader(text).skip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "tru",
                "-",
                "1.",
                "1e",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\ud800\"",
                "\"\\ud800\\u0041\"",
                "\"\\udc00\"",
                "\"a\nb\"",
                "'a'",
                "[}"
            })
    void whatIsNoJsonIsRefusedWithItsPosition(String text) {
        assertThatThrownBy(() -> reader(text).skip())
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("invalid JSON at byte ");
    }

    @Test
    void stringsAreUnescaped() {
        assertThat(string("\"plain\"")).isEqualTo("plain");
        assertThat(string("\"\\u0041\\/\\b\\f\\n\\r\\t\\\"\\\\\\u00e9\\ud83d\\ude00 end\""))
                .isEqualTo("A/\b\f\n\r\t\"\\é😀 end");
        assertThat(string("\"" + "long enough for words ".repeat(5) + "\\n" + "x".repeat(30) + "\""))
                .isEqualTo("long enough for words ".repeat(5) + "\n" + "x".repeat(30));
    }

    @Test
    void nestingIsLimited() {
        int depth = JsonReader.DEPTH_MAX;
        reader("[".repeat(depth) + "]".repeat(depth)).skip();

        assertThatThrownBy(() -> reader("[".repeat(100_000)).skip()).hasMessageContaining("nested deeper than");
    }
}
