package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogqlParserTest {
    private static final LabelMatcher A = new LabelMatcher("a", MatchType.EQUAL, "b");

    @Test
    void a_pipeline_is_a_list_of_stages() {
        Expr expr = LogqlParser.parse("{a=\"b\"} |= \"x\" or ip(\"10.0.0.0/8\") | logfmt | took > 1.5s");

        assertThat(expr)
                .isEqualTo(new LogExpr(
                        List.of(A),
                        List.of(
                                new LineFilter(
                                        LineFilter.Operator.CONTAINS,
                                        List.of(new LineFilter.Text("x"), new LineFilter.Ip("10.0.0.0/8"))),
                                new Stage.Logfmt(false, false, List.of()),
                                new Stage.Filter(new LabelFilter.Time(
                                        "took", LabelFilter.Comparison.GREATER, Duration.ofMillis(1500))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate({a=\"b\"} |= \"c\" [5m] offset 1m)",
                "rate({a=\"b\"} [5m] offset 1m |= \"c\")",
                "rate(({a=\"b\"} |= \"c\")[5m] offset 1m)",
                "rate((({a=\"b\"} |= \"c\" [5m] offset 1m)))",
            })
    void range_and_pipeline_may_change_places(String query) {
        LogRange range = new LogRange(
                new LogExpr(
                        List.of(A),
                        List.of(new LineFilter(LineFilter.Operator.CONTAINS, List.of(new LineFilter.Text("c"))))),
                null,
                Duration.ofMinutes(5),
                Duration.ofMinutes(1));

        assertThat(((SampleExpr.RangeAggregation) LogqlParser.parse(query)).range())
                .isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a=1 and b=1 or c=1#( ( a==1 , b==1 ) or c==1 )",
                "a=1 or b=1 and c=1#( a==1 or ( b==1 , c==1 ) )",
                "a=1 or b=1, c=1#( a==1 or ( b==1 , c==1 ) )",
                "a=1, b=1 or c=1#( a==1 , ( b==1 or c==1 ) )",
                "a=1 b=1 c=1#( a==1 , ( b==1 , c==1 ) )",
                "a=1 or b=1 or c=1#( ( a==1 or b==1 ) or c==1 )",
                "a=1 and b=1, c=1 and d=1 or e=1#( a==1 , ( b==1 , ( ( c==1 , d==1 ) or e==1 ) ) )",
            })
    void a_comma_and_a_blank_have_no_precedence_among_filters(String filter, String canonical) {
        assertThat(LogqlParser.parse("{a=\"b\"} | " + filter)).hasToString("{a=\"b\"} | " + canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "rate({a=\"b\"} | unwrap [5m])#"
                        + "parse error at line 0, col 23: syntax error: unexpected RANGE, expecting IDENTIFIER or "
                        + "BYTES_CONV or DURATION_CONV or DURATION_SECONDS_CONV",
                "sum by (a b) (vector(1))#parse error at line 1, col 11: syntax error: unexpected IDENTIFIER, "
                        + "expecting , or )",
                "vector(1#parse error at line 1, col 9: syntax error: unexpected $end, expecting )",
                "rate(1, 2)#parse error at line 1, col 9: syntax error: unexpected NUMBER, expecting { or (",
                "{a=\"b\"} | distinct x#parse error at line 1, col 20: syntax error: unexpected IDENTIFIER",
                "topk(rate({a=\"b\"}[5m])) + )#parse error at line 1, col 27: syntax error: unexpected )",
                "0x1F#parse error : unable to parse literal as a float: strconv.ParseFloat: parsing \"0x1F\": "
                        + "invalid syntax",
            })
    void errors_say_where_and_what_was_expected(String query, String message) {
        assertThatThrownBy(() -> LogqlParser.parse(query)).hasMessage(message);
    }

    @Test
    void selectors_must_be_selective_except_where_everything_may_be_asked_for() {
        assertThat(LogqlParser.parseMatchers("{}")).isEmpty();
        assertThat(LogqlParser.parseMatchers("{a=~\".*\"}")).hasSize(1);
        assertThat(LogqlParser.parseSelector("{a!=\"\"}")).hasSize(1);
        assertThatThrownBy(() -> LogqlParser.parseSelector("{}"))
                .hasMessageStartingWith("parse error : queries require");
        assertThatThrownBy(() -> LogqlParser.parse("vector(1) or rate({}[5m])"))
                .hasMessageStartingWith("parse error : queries require");
    }

    @Test
    void a_selector_has_no_pipeline() {
        assertThatThrownBy(() -> LogqlParser.parseMatchers("{a=\"b\"} |= \"x\""))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY))
                .hasMessage("only label matchers are supported");
    }

    @Test
    void stages_are_checked_only_where_the_query_will_run() {
        String query = "{a=\"b\"} |= \"x\" |~ \"[\"";

        assertThat(LogqlParser.parse(query)).hasToString(query);
        assertThatThrownBy(() -> LogqlParser.parseExecutable(query))
                .hasMessage("parse error : stage '|= \"x\" |~ \"[\"' : error parsing regexp: missing closing ]: `[`");
    }
}
