package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.lodur.logql.LineFilter;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.RowBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LineFilterStageTest {
    private static final List<String> WORDS = List.of(
            "error",
            "ERROR",
            "level=info",
            "a",
            "GET /x",
            "é",
            "日本",
            "10.0.0.7",
            "2001:db8::1",
            " ",
            "took=5ms",
            "\n",
            "xx",
            "k",
            "S",
            "");
    private static final List<String> NEEDLES = List.of(
            "error", "rror l", "info", "a", "", "é", "xxx", "level=", "日", "ms1", "GET /x took", "errorerror", "5ms");
    private static final List<String> REGEXES = List.of(
            "error",
            "(?i)error",
            "level=(info|warn)",
            "^a",
            "x+$",
            ".*info.*",
            "took=\\d+ms",
            "",
            "^$",
            "(a|é)b?",
            "[a-f]+o",
            "(?i)sxx",
            "foo|GET|日本",
            "(?s)a.*x",
            "e..or",
            "\\bGET\\b");
    private static final List<String> PATTERNS =
            List.of("<_>error<_>", "level=<_>", "a", "", "<_>", "GET <_> took=<_>", "<_>xx", "error<_>x");

    @Test
    void keepsWhatThePlainRulesKeep() {
        for (int seed = 0; seed < 3000; seed++) {
            RandomGenerator random = TestBlocks.random(seed);
            List<String> lines = randomLines(random);
            String query = "{app=\"web\"}" + randomFilters(random);
            RowBlock block = TestBlocks.ofLines(lines);

            List<String> kept = run(query, block);

            assertThat(kept).as("seed %d: %s over %s", seed, query, lines).isEqualTo(expected(query, lines));
        }
    }

    @Test
    void aHitThatStraddlesTwoLinesIsNone() {
        RowBlock block = TestBlocks.ofLines(List.of("xnee", "dle", "", "needle", "needl", "e"));

        assertThat(run("{app=\"web\"} |= \"needle\"", block)).containsExactly("needle");
        assertThat(run("{app=\"web\"} |~ \"n..dle\"", block)).containsExactly("needle");
        assertThat(run("{app=\"web\"} |> \"needle\"", block)).containsExactly("needle");
    }

    @Test
    void negatedFiltersWithAlternativesWantNoneOfThem() {
        RowBlock block = TestBlocks.ofLines(List.of("a", "b", "c", "ab"));

        assertThat(run("{app=\"web\"} != \"a\" or \"b\"", block)).containsExactly("c");
    }

    @Test
    void addressesAreSoughtAloneAndAreTextAmongAlternatives() {
        RowBlock block = TestBlocks.ofLines(List.of("from 10.0.0.3", "from 10.0.0.38", "other"));

        assertThat(run("{app=\"web\"} |= ip(\"10.0.0.3\")", block)).containsExactly("from 10.0.0.3");
        assertThat(run("{app=\"web\"} |= \"x\" or ip(\"10.0.0.3\")", block))
                .containsExactly("from 10.0.0.3", "from 10.0.0.38");
        assertThat(run("{app=\"web\"} != ip(\"10.0.0.0/8\")", block)).containsExactly("other");
    }

    private static List<String> run(String query, RowBlock block) {
        LogExpr expr = (LogExpr) LogqlParser.parse(query);
        RowBatch batch = new RowBatch();
        batch.begin(block);
        batch.selection().setRange(0, block.rows());
        LogQueryPlan.compile(expr).stages().forEach(stage -> stage.apply(batch));
        List<String> kept = new ArrayList<>();
        for (int row = batch.selection().next(0);
                row >= 0;
                row = batch.selection().next(row + 1)) {
            kept.add(block.lines().text(row));
        }
        return kept;
    }

    private static List<String> expected(String query, List<String> lines) {
        LogExpr expr = (LogExpr) LogqlParser.parse(query);
        return lines.stream()
                .filter(line -> expr.stages().stream().allMatch(stage -> passes((LineFilter) stage, line)))
                .toList();
    }

    private static boolean passes(LineFilter filter, String line) {
        boolean any =
                filter.alternatives().stream().anyMatch(needle -> matches(filter.operator(), needle.text(), line));
        return any != filter.operator().isNegative();
    }

    private static boolean matches(LineFilter.Operator operator, String text, String line) {
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS -> line.contains(text);
            case MATCHES, NOT_MATCHES -> Pattern.compile(text).matcher(line).find();
            case PATTERN, NOT_PATTERN -> matchesPattern(text, line);
        };
    }

    private static boolean matchesPattern(String pattern, String line) {
        if (line.isEmpty() || pattern.isEmpty()) {
            return line.isEmpty() && pattern.isEmpty();
        }
        String rest = line;
        String[] parts = pattern.split("<_>", -1);
        for (int i = 0; i < parts.length; i++) {
            int at = rest.indexOf(parts[i]);
            if (at < 0 || (i > 0 && !parts[i].isEmpty() && at == 0)) {
                return false;
            }
            rest = rest.substring(at + parts[i].length());
        }
        return pattern.endsWith("<_>") != rest.isEmpty();
    }

    private static List<String> randomLines(RandomGenerator random) {
        List<String> lines = new ArrayList<>();
        int count = random.nextInt(200);
        for (int i = 0; i < count; i++) {
            StringBuilder line = new StringBuilder();
            int words = random.nextInt(8);
            for (int j = 0; j < words; j++) {
                line.append(TestBlocks.pick(random, WORDS)).append(random.nextInt(3) == 0 ? " " : "");
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String randomFilters(RandomGenerator random) {
        StringBuilder filters = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(6);
            List<String> texts = kind < 2 ? NEEDLES : kind < 4 ? REGEXES : PATTERNS;
            filters.append(
                    List.of(" |= ", " != ", " |~ ", " !~ ", " |> ", " !> ").get(kind));
            filters.append('`').append(TestBlocks.pick(random, texts)).append('`');
            if (random.nextInt(4) == 0) {
                filters.append(" or `").append(TestBlocks.pick(random, texts)).append('`');
            }
        }
        return filters.toString();
    }
}
