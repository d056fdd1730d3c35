package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.LinePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PatternStepTest {
    private static final String LINE =
            "198.51.100.1 - - [10/Nov/2026:10:18:55 +0000] \"GET /app.js HTTP/1.1\" 500 31764";

    private static Map<String, String> labels(ParserHints hints, String pattern, String line) {
        Row row = TestRows.row(hints, line);
        new PatternStep(hints, LinePattern.parse(pattern)).apply(row);
        assertThat(row.hasError()).isFalse();
        return TestRows.parsed(row);
    }

    private static Map<String, String> labels(String pattern, String line) {
        return labels(ParserHints.ALL, pattern, line);
    }

    @Test
    void whatStandsBetweenTheTextsBecomesLabels() {
        assertThat(labels("<ip> - <_> [<_>] \"<method> <uri> <_>\" <status> <size>", LINE))
                .isEqualTo(Map.of(
                        "ip", "198.51.100.1", "method", "GET", "uri", "/app.js", "status", "500", "size", "31764"));
    }

    @Test
    void theLastLabelBeforeAMissingTextReachesToTheEndOfTheLine() {
        assertThat(labels("<a> zzz <b>", "one two")).isEqualTo(Map.of("a", "one two"));
        assertThat(labels("<a> <b> <c>", "one two")).isEqualTo(Map.of("a", "one", "b", "two"));
    }

    @Test
    void aLineThatBeginsOtherwiseGivesNothing() {
        assertThat(labels("zzz <b>", LINE)).isEmpty();
        assertThat(labels("<b>", "")).isEmpty();
        assertThat(labels("long text <b>", "long")).isEmpty();
    }

    @Test
    void emptyPartsAreEmptyLabels() {
        assertThat(labels("a=<a> b=<b>", "a= b=")).isEqualTo(Map.of("a", "", "b", ""));
    }

    @Test
    void aNameThatTheStreamHasGetsAnEnding() {
        assertThat(labels("<app> - <_>", LINE)).isEqualTo(Map.of("app_extracted", "198.51.100.1"));
    }

    @Test
    void onlyWhatIsWantedIsMade() {
        assertThat(labels(ParserHints.only(List.of("b", "app_extracted")), "<a> <b> <app>", "1 2 3"))
                .isEqualTo(Map.of("b", "2", "app_extracted", "3"));
        assertThat(labels(ParserHints.only(List.of()), "<a> <b>", "1 2")).isEmpty();
    }

    @Test
    void findsTheTextsWhereASearchInTextFindsThem() {
        RandomGenerator random = TestRows.random(12);
        for (int round = 0; round < 20_000; round++) {
            String first = text(random, 1 + random.nextInt(3));
            String second = text(random, 1 + random.nextInt(3));
            String line = text(random, 1 + random.nextInt(20));
            Map<String, String> expected = new HashMap<>();
            int one = line.indexOf(first);
            int two = one < 0 ? -1 : line.indexOf(second, one + first.length());
            expected.put("x", one < 0 ? line : line.substring(0, one));
            if (one >= 0) {
                expected.put(
                        "y",
                        two < 0 ? line.substring(one + first.length()) : line.substring(one + first.length(), two));
            }
            if (two >= 0) {
                expected.put("z", line.substring(two + second.length()));
            }

            assertThat(labels("<x>" + first + "<y>" + second + "<z>", line))
                    .as("<x>%s<y>%s<z> on %s", first, second, line)
                    .isEqualTo(expected);
        }
    }

    private static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("ab č".charAt(random.nextInt(4)));
        }
        return text.toString();
    }
}
