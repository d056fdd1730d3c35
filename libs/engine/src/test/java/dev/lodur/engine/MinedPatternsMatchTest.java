package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.drain.MinedPattern;
import dev.lodur.engine.drain.PatternStore;
import dev.lodur.logql.LineFilter;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.Entry;
import dev.lodur.model.GoQuote;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Mined patterns as Drilldown uses them: behind {@code |>}, where each must find the lines that it was made from. */
class MinedPatternsMatchTest {
    private static final Tenant TENANT = new Tenant("one");
    private static final List<String> MARKS = List.of(
            " ", " ", " ", "  ", "\t", "\n", ":", ":", ": ", ",", ", ", "/", "/", "=", "=\"", "\"", "\":", "\":\"", "'",
            "[", "]", "{", "}", "(", ")", "<", ">", "<", ">", "|", "&", "\\", "\\\"", "`", "#", "!", "\0");
    private static final List<String> WORDS = List.of(
            "<_>",
            "<_>",
            "<name>",
            "<_",
            "_>",
            "_",
            ".",
            "-",
            "--",
            "é",
            "日本",
            "\uD83D\uDE00",
            "a",
            "b",
            "error",
            "user",
            "level",
            "deadbeef",
            "1",
            "22",
            "333",
            "1:2",
            "1,2",
            "10:32:11,120",
            "10.0.0.7",
            "1/2",
            "5ms",
            "k8s");
    /** So many words that they decide by which way a line goes. */
    private static final String HEAD = "one two three four five ";

    @Test
    void everyPatternMatchesTheLinesThatItWasMadeFrom() {
        for (int seed = 0; seed < 20_000; seed++) {
            RandomGenerator random = TestBlocks.random(seed);
            List<String> lines = randomLines(random);

            List<MinedPattern> patterns = mine(lines);

            assertThat(patterns.stream().mapToLong(MinedPattern::total).sum())
                    .as("seed %s", seed)
                    .isEqualTo(lines.size());
            for (MinedPattern pattern : patterns) {
                LineMatcher matcher = compile(pattern.pattern());
                assertThat(lines.stream().filter(line -> matches(matcher, line)).count())
                        .as("seed %s: %s of %s", seed, pattern.pattern(), lines)
                        .isGreaterThanOrEqualTo(pattern.total());
            }
        }
    }

    /** The parser refuses what LogQL does not allow; the matcher is what runs. */
    private static LineMatcher compile(String pattern) {
        LogExpr query = (LogExpr) LogqlParser.parseExecutable("{app=\"web\"} |> " + GoQuote.quote(pattern));
        LineFilter filter = (LineFilter) query.stages().getFirst();
        return PatternMatcher.of(((LineFilter.Text) filter.alternatives().getFirst()).text());
    }

    /** With other bytes around the line, as in a block: the search reads some behind it. */
    private static boolean matches(LineMatcher matcher, String line) {
        byte[] bytes = ("1a<" + line + ">b2".repeat(20)).getBytes(StandardCharsets.UTF_8);
        return matcher.matches(bytes, 3, bytes.length - 60);
    }

    /** Lines of one kind: words are exchanged, marks seldom; some lines are too long to be read as a whole. */
    private static List<String> randomLines(RandomGenerator random) {
        List<String> base = new ArrayList<>();
        int pieces = 1 + random.nextInt(random.nextInt(40) == 0 ? 400 : 14);
        for (int i = 0; i < pieces; i++) {
            base.add(random.nextBoolean() ? one(MARKS, random) : word(random));
        }
        String head = random.nextBoolean() ? HEAD : "";
        List<String> lines = new ArrayList<>();
        int count = 1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 6);
        for (int i = 0; i < count; i++) {
            StringBuilder line = new StringBuilder(head);
            base.forEach(piece -> line.append(exchanged(piece, random)));
            if (random.nextInt(100) == 0) {
                line.append(one(random.nextBoolean() ? MARKS : WORDS, random).repeat(3000));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String exchanged(String piece, RandomGenerator random) {
        if (MARKS.contains(piece)) {
            return random.nextInt(40) == 0 ? one(MARKS, random) : piece;
        }
        return random.nextInt(4) == 0 ? word(random) : piece;
    }

    private static String word(RandomGenerator random) {
        return random.nextBoolean() ? one(WORDS, random) : "w" + (char) ('a' + random.nextInt(26));
    }

    private static String one(List<String> texts, RandomGenerator random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static List<MinedPattern> mine(List<String> lines) {
        PatternStore store = new PatternStore(1 << 20, PatternStore.CLUSTERS_MAX, Clock.systemUTC());
        BatchWriter writer = new BatchWriter(TENANT, 1000);
        writer.beginStream(PackedLabels.encode(Labels.of("app", "web")));
        long nowNanos = Clock.systemUTC().millis() * 1_000_000;
        lines.forEach(line -> writer.addEntry(new Entry(nowNanos, line, Labels.EMPTY)));
        writer.endStream();
        assertThat(store.learn(writer.toByteArray(), 1)).isEqualTo(lines.size());
        return store.patterns(TENANT, labels -> true, TimeRange.ALL, 10)
                .getFirst()
                .patterns();
    }
}
