package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RegexpStepTest {
    private static Map<String, String> labels(ParserHints hints, String regexp, String line) {
        Row row = TestRows.row(hints, line);
        new RegexpStep(hints, regexp).apply(row);
        assertThat(row.hasError()).isFalse();
        return TestRows.parsed(row);
    }

    private static Map<String, String> labels(String regexp, String line) {
        return labels(ParserHints.ALL, regexp, line);
    }

    @Test
    void namedGroupsBecomeLabels() {
        assertThat(labels(
                        "(?P<ip>\\S+) - (?P<who>\\S+) .*\" (?P<status>\\d{3}) (\\d+)",
                        "10.0.0.1 - - [x] \"GET /\" 500 31764"))
                .isEqualTo(Map.of("ip", "10.0.0.1", "who", "-", "status", "500"));
    }

    @Test
    void aGroupThatTookNoPartIsEmpty() {
        assertThat(labels("(?P<prog>[a-z]+)(\\[(?P<pid>\\d+)\\])?:", "kernel: x"))
                .isEqualTo(Map.of("prog", "kernel", "pid", ""));
    }

    @Test
    void aLineThatDoesNotMatchStaysAsItIs() {
        assertThat(labels("(?P<nomatch>zzz)", "abc")).isEmpty();
        assertThat(labels("(?P<opt>port \\d+)?", "abc")).isEqualTo(Map.of("opt", ""));
        assertThat(labels("^(?P<all>.*)$", "")).isEqualTo(Map.of("all", ""));
    }

    @Test
    void theFirstMatchCountsAlsoAmidTextThatIsNotAscii() {
        assertThat(labels("č(?P<a>.)(?P<rest>.*)", "žlutýčížčx")).isEqualTo(Map.of("a", "í", "rest", "žčx"));
    }

    @Test
    void aNameThatTheStreamHasGetsAnEnding() {
        assertThat(labels("(?P<app>\\d{3})", "x 404")).isEqualTo(Map.of("app_extracted", "404"));
    }

    @Test
    void onlyWhatIsWantedIsMade() {
        ParserHints hints = ParserHints.only(List.of("b"));

        assertThat(labels(hints, "(?P<a>\\d)(?P<b>\\d)", "12")).isEqualTo(Map.of("b", "2"));
        assertThat(labels(ParserHints.only(List.of("c")), "(?P<a>\\d)(?P<b>\\d)", "12"))
                .isEmpty();
    }

    @Test
    void noLineMakesItFail() {
        RandomGenerator random = TestRows.random(13);
        RegexpStep step = new RegexpStep(ParserHints.ALL, "(?P<a>[a-z.]*)=(?P<b>.)?(?P<c>\"[^\"]*\")?");
        Row row = new Row(ParserHints.ALL);
        for (int round = 0; round < 20_000; round++) {
            TestRows.begin(row, TestRows.noise(random, 40));
            step.apply(row);
            row.allLabels();
        }
    }
}
