package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
    @Test
    void steps_are_properties_and_indexes() {
        assertThat(JsonPath.parse("a.b_1[0][\"weird \\\"key\"].c").steps())
                .isEqualTo(List.of(
                        new JsonPath.Property("a"),
                        new JsonPath.Property("b_1"),
                        new JsonPath.Index(0),
                        new JsonPath.Property("weird \"key"),
                        new JsonPath.Property("c")));
        assertThat(JsonPath.parse("[\"a\"].b").steps()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a..b#syntax error: unexpected DOT, expecting FIELD",
                "a[b]#syntax error: unexpected FIELD, expecting STRING or INDEX",
                "[#syntax error: unexpected $end, expecting STRING or INDEX",
                "a-b#unexpected char -",
                "a.#syntax error: unexpected $end, expecting FIELD",
                "[\"a#literal not terminated",
            })
    void mistakes_are_named(String path, String message) {
        assertThatThrownBy(() -> JsonPath.parse(path)).hasMessage("cannot parse expression [" + path + "]: " + message);
    }
}
