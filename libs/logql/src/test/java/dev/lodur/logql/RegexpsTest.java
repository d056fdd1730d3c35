package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class RegexpsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a|b",
                "(?<x>a)",
                "(?P<x>a)",
                "[]a]",
                "[^]]",
                "[[:alpha:]({1001}]",
                "\\Q((({1001}\\E",
                "a{,5}",
                "x{1000}",
                "(a{10}){100}",
                "(?i)\\pL+\\p{Greek}",
                "a{2,}",
                "{a}x",
                "(abc){999}",
                "(?:a|b){999}",
                ".{0,900}"
            })
    void accepts_what_RE2_accepts(String regexp) {
        assertThat(Regexps.error(regexp)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[#missing closing ]: `[`",
                "(#missing closing ): `(`",
                ")#unexpected ): `)`",
                "a)b#unexpected ): `a)b`",
                ".*+?#invalid nested repetition operator: `*+?`",
                "(?P<bad-name>.)#invalid named capture: `(?P<bad-name>`",
                "a{1001}#invalid repeat count: `{1001}`",
                "((a{1000}){1000}){1000}#invalid repeat count: `{1000}`",
                "(?=x)#invalid or unsupported Perl syntax: `(?=`",
            })
    void names_mistakes_as_Go_does(String regexp, String message) {
        assertThat(Regexps.error(regexp)).isEqualTo("error parsing regexp: " + message);
    }

    @Test
    void what_would_exhaust_memory_or_stack_is_refused_before_it_is_compiled() {
        assertThat(Regexps.error("(".repeat(5_000) + "a" + ")".repeat(5_000))).contains("nests too deeply");
        assertThat(Regexps.error("(?:abcdefghij){999}".repeat(6))).contains("too large: more than 50000 characters");
        assertThat(Regexps.error("a?".repeat(20_000))).contains("too large: more than 1000 optional parts");
        assertThat(Regexps.error("(x?){999}(y*){2}")).contains("optional parts");
        assertThat(Regexps.error("()".repeat(20_000))).contains("optional parts");
        assertThat(Regexps.error("^".repeat(20_000))).contains("optional parts");
        assertThat(Regexps.error("a".repeat(100_000))).contains("too large");
    }

    @Test
    void many_alternatives_are_no_problem() {
        StringBuilder pods = new StringBuilder("pod-0");
        for (int i = 1; i < 3_000; i++) {
            pods.append("|pod-").append(Integer.toString(i * 7919, 36));
        }

        assertThat(Regexps.error(pods.toString())).isNull();
    }

    @Test
    void extraction_wants_distinct_named_groups() {
        assertThat(Regexps.extractionError("(?P<a>.)(?P<b>.)")).isNull();
        assertThat(Regexps.extractionError("(.)")).isEqualTo("at least one named capture must be supplied");
        assertThat(Regexps.extractionError("(?P<a>.)(?P<a>.)")).isEqualTo("duplicate extracted label name 'a'");
    }
}
