package dev.lodur.engine.regex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRegexTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "err # err # true",
                "err # error # false",
                "a.* # ba # true",
                ".*a # ab # true",
                ".*a.* # xax # true",
                "a.*b # xaxb # false",
                "a.+ # bab # false",
                "a.+ # ab # true",
                "error|fatal # errors # false",
                "error|fatal # fatal # true",
                "err.*|warn # xerr # true",
                "err.*|warn # warning # false",
                "foo(bar|) # xfoobarx # true",
                "error|err # xerr # true",
                "500|502 # 5000 # false",
                "500|502 # 502 # true",
                ".* # '' # true",
                "'' # anything # true",
                "(?i)err.* # xERR # true",
                "(?i)err # ERR # true",
                "[a-c].* # xa # false",
                "u-\\d # u-3 # true",
                "us-.*|eu-.* # x-us-y # true"
            })
    void simpleExpressionsAreComparedAsTextsAndOthersFromEndToEnd(String pattern, String value, boolean expected) {
        assertThat(LabelRegex.compile(pattern).matches(value)).isEqualTo(expected);
    }
}
