package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinePatternTest {
    @Test
    void captures_are_names_in_brackets_and_all_else_is_literal() {
        assertThat(LinePattern.parse("<a> < b> <1c> <_>\"<d_2>").parts())
                .isEqualTo(List.of(
                        new LinePattern.Capture("a"),
                        new LinePattern.Literal(" < b> <1c> "),
                        new LinePattern.Capture("_"),
                        new LinePattern.Literal("\""),
                        new LinePattern.Capture("d_2")));
        assertThat(LinePattern.parse("<<a>>").parts())
                .isEqualTo(List.of(
                        new LinePattern.Literal("<"), new LinePattern.Capture("a"), new LinePattern.Literal(">")));
        assertThat(LinePattern.parse("").parts()).isEmpty();
    }

    @Test
    void extraction_wants_distinct_names_with_text_between() {
        assertThat(LinePattern.parse("<a> <_> <_> <b>").extractionError()).isNull();
        assertThat(LinePattern.parse("<_>").extractionError()).isEqualTo("at least one capture is required");
        assertThat(LinePattern.parse("<a><_>").extractionError()).contains("consecutive capture '<a><_>'");
        assertThat(LinePattern.parse("<a> <a>").extractionError()).contains("duplicate capture name (a)");
    }

    @Test
    void filters_want_no_names() {
        assertThat(LinePattern.parse("<_> x <_>").filterError()).isNull();
        assertThat(LinePattern.parse("").filterError()).isNull();
        assertThat(LinePattern.parse("<x> y").filterError()).isEqualTo("named captures are not allowed: found '<x>'");
    }
}
