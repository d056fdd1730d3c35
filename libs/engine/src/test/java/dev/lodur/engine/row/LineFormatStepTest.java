package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.template.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFormatStepTest {
    private final Row row = TestRows.row("the line");

    private String format(String template) {
        assertThat(new LineFormatStep(Template.parse("line", template)).apply(row))
                .isTrue();
        return row.lineText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{.app}} {{.level}} č | web error č",
                "{{.level}} | error",
                "{{.nosuch}} | ``",
                "[{{.nosuch}}] | []",
                "{{__line__}}! | the line!",
                "`` | ``",
            })
    void writesTheLineAnew(String template, String expected) {
        row.setParsed("level", "error");

        assertThat(format(template)).isEqualTo(expected);
    }

    @Test
    void aSingleFieldIsWrittenByteByByte() {
        byte[] noText = {'a', (byte) 0xff, 'b'};
        row.setParsed("x", noText, 0, 3);

        format("{{.x}}");

        assertThat(row.line()).isSameAs(noText);
        assertThat(row.lineTo() - row.lineFrom()).isEqualTo(3);
    }

    @Test
    void anErrorsNameAloneWritesNothingButAmidTextItsValue() {
        row.fail("SomeErr", "why");

        assertThat(format("{{.__error__}}: {{.__error_details__}}")).isEqualTo("SomeErr: why");
        assertThat(format("{{.__error__}}")).isEmpty();
    }

    @Test
    void whereTheTemplateFailsTheLineStays() {
        assertThat(format("x{{.app | unixToTime}}")).isEqualTo("the line");
        assertThat(row.error()).isEqualTo("TemplateFormatErr");
    }
}
