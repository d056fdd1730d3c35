package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerTest {
    @Test
    void function_names_are_functions_only_before_arguments() {
        assertThat(types("sum rate(x) sum by (a) SUM BY by app ("))
                .containsExactly(
                        TokenType.IDENTIFIER,
                        TokenType.RATE,
                        TokenType.OPEN_PARENTHESIS,
                        TokenType.IDENTIFIER,
                        TokenType.CLOSE_PARENTHESIS,
                        TokenType.SUM,
                        TokenType.BY,
                        TokenType.OPEN_PARENTHESIS,
                        TokenType.IDENTIFIER,
                        TokenType.CLOSE_PARENTHESIS,
                        TokenType.IDENTIFIER,
                        TokenType.BY,
                        TokenType.BY,
                        TokenType.IDENTIFIER,
                        TokenType.OPEN_PARENTHESIS);
    }

    @Test
    void comments_of_three_kinds_are_skipped() {
        assertThat(types("a # b\nc // d\n/* e\n */ f")).hasSize(3);
        assertThatThrownBy(() -> types("a /* b")).hasMessage("parse error at line 1, col 3: comment not terminated");
    }

    @Test
    void a_character_that_fits_nowhere_is_an_identifier() {
        assertThat(types("! : $ 'x'")).containsOnly(TokenType.IDENTIFIER);
    }

    @Test
    void columns_count_characters_and_lines_begin_at_one() {
        Lexer lexer = new Lexer("\"🐎é\" x\n  y");
        lexer.next();

        assertThat(lexer.next()).isEqualTo(new Token(TokenType.IDENTIFIER, "x", 1, 6, 6));
        assertThat(lexer.next()).isEqualTo(new Token(TokenType.IDENTIFIER, "y", 2, 3, 10));
        assertThat(lexer.next().is(TokenType.END)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1d,PT24H",
        "1w2d,PT216H",
        "1h30m,PT1H30M",
        "1.5s,PT1.5S",
        "5us,PT0.000005S",
        "-5m,PT-5M",
        "-0,PT0S",
        "1ns,PT0.000000001S"
    })
    void durations_are_those_of_Prometheus_and_of_Go(String text, Duration duration) {
        Token token = new Lexer(text).next();

        assertThat(token.type()).isEqualTo(TokenType.DURATION);
        assertThat(token.duration()).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"1B,1", "1KB,1000", "1k,1000", "1KiB,1024", "1.5GiB,1610612736", "10PB,10000000000000000", "2Mi,2097152"
    })
    void sizes_are_decimal_or_binary(String text, long bytes) {
        Token token = new Lexer(text).next();

        assertThat(token.type()).isEqualTo(TokenType.BYTES);
        assertThat(token.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "1e,exponent has no digits",
        "0x,hexadecimal literal has no digits",
        "08,invalid digit '8' in octal literal",
        "`a,literal not terminated"
    })
    void literals_are_checked_as_Go_checks_them(String text, String message) {
        assertThatThrownBy(() -> types(text)).hasMessage("parse error at line 1, col 1: " + message);
    }

    @Test
    void escapes_give_bytes_that_must_be_UTF_8() {
        assertThat(new Lexer("\"\\xc3\\xa9\\u00e9\\101\\n\"").next().text()).isEqualTo("ééA\n");
        assertThatThrownBy(() -> types("\"\\xff\"")).hasMessage("parse error at line 1, col 1: invalid UTF-8 encoding");
        assertThatThrownBy(() -> types("\"\\ud800\"")).hasMessage("parse error at line 1, col 1: invalid syntax");
        assertThatThrownBy(() -> types("\"\\'\"")).hasMessage("parse error at line 1, col 1: invalid char escape");
    }

    private static List<TokenType> types(String text) {
        Lexer lexer = new Lexer(text);
        List<TokenType> types = new ArrayList<>();
        for (Token token = lexer.next(); !token.is(TokenType.END); token = lexer.next()) {
            types.add(token.type());
        }
        return types;
    }
}
