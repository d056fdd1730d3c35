package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Labels;
import org.junit.jupiter.api.Test;

class LineFieldsTest {
    private final LineFields fields = new LineFields();

    private Labels read(String line) {
        return fields.read(TestRows.STREAM, TestRows.utf8(line));
    }

    @Test
    void anObjectIsReadAsJson() {
        Labels found = read("{\"level\":\"info\",\"order\":{\"id\":7},\"app\":\"x\"}");

        assertThat(found).isEqualTo(Labels.of("level", "info", "order_id", "7", "app_extracted", "x"));
        assertThat(fields.parser()).isEqualTo(LineFields.Parser.JSON);
        assertThat(fields.jsonPath("order_id")).containsExactly("order", "id");
    }

    @Test
    void everythingElseIsReadAsLogfmt() {
        assertThat(read("level=info msg=\"a b\"")).isEqualTo(Labels.of("level", "info", "msg", "a b"));
        assertThat(fields.parser()).isEqualTo(LineFields.Parser.LOGFMT);
        assertThat(read("plain words")).isEqualTo(Labels.EMPTY);
    }

    @Test
    void nothingIsLeftOfABrokenObject() {
        assertThat(read("{\"level\":\"info\", a=1")).isEqualTo(Labels.of("a", "1"));
        assertThat(fields.parser()).isEqualTo(LineFields.Parser.LOGFMT);
    }
}
