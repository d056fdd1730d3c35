package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelParserTest {
    private static String parse(byte[] text) {
        PairBuffer labels = new PairBuffer();
        new LabelParser().parse(text, 0, text.length, labels);
        labels.sort();
        return LabelParser.format(labels);
    }

    private static String parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^|{}",
                "{}|{}",
                " { } |{}",
                "{a=\"b\"}|{a=\"b\"}",
                "{ zz = \"1\" , pt=\"x\",aa=\"\\\"q\\\"\" }|{aa=\"\\\"q\\\"\", pt=\"x\", zz=\"1\"}",
                "{a=\"b\",}|{a=\"b\"}",
                "{\"a\"=\"b\"}|{a=\"b\"}",
                "{a='b\"'}|{a=\"b\\\"\"}",
                "{a=`b\\n`}|{a=\"b\\\\n\"}",
                "{a=\"\\u00e9\\x41\\101\\n\"}|{a=\"éAA\\n\"}",
                "{a=\"1\",a=\"2\"}|{a=\"1\", a=\"2\"}",
                "up{a=\"b\"}|{__name__=\"up\", a=\"b\"}",
                "{a=\"\"}|{a=\"\"}"
            })
    void labelsAreParsed(String text, String canonical) {
        assertThat(parse(text)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{bad-name=\"v\"}|1:5: parse error: unexpected character inside braces: '-'",
                "{1x=\"v\"}|1:2: parse error: unexpected character inside braces: '1'",
                "{pt=\"lname-4\", ž=\"v\"}|1:16: parse error: unexpected character inside braces: 'ž'",
                "{=\"v\"}|1:2: parse error: unexpected \"=\" in label set, expected identifier or \"}\"",
                "{a b=\"v\"}|1:4: parse error: unexpected identifier \"b\" in label set, expected \"=\"",
                "{a=}|1:4: parse error: unexpected \"}\" in label set, expected string",
                "a=\"b\"|1:2: parse error: unexpected \"=\"",
                "{a=\"b\"|1:7: parse error: unexpected end of input inside braces",
                "{a=~\"b\"}|1:3: parse error: unexpected <op:=~> in label set, expected \"=\"",
                "{a!=\"b\"}|1:3: parse error: unexpected <op:!=> in label set, expected \"=\"",
                "{a=\"b\" c=\"d\"}|1:8: parse error: unexpected identifier \"c\" in label set, expected \",\" or \"}\"",
                "{a=\"b|1:4: parse error: unterminated quoted string",
                "{a=\"\\q\"}|1:5: parse error: unknown escape sequence \\q",
                "{a=\"\\ud800\"}|1:5: parse error: escape sequence is an invalid Unicode code point",
                "{\"a.b\"=\"c\"}|1:2: parse error: invalid label name \"a.b\"",
                "{a=\"b\"}x|1:8: parse error: unexpected character: 'x'"
            })
    void whatDoesNotParseIsNamedByLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessage("couldn't parse labels: " + message);
    }

    @Test
    void bytesOfAValueThatAreNotUtf8AreReplaced() {
        assertThat(parse("{a=\"x\\xff\"}")).isEqualTo("{a=\"x\ufffd\"}");
        assertThat(parse(new byte[] {'{', 'a', '=', '"', (byte) 0xff, '"', '}'}))
                .isEqualTo("{a=\"\ufffd\"}");
    }
}
