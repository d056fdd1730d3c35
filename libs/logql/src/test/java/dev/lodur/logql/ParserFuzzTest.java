package dev.lodur.logql;

import static org.assertj.core.api.Assertions.fail;

import dev.lodur.model.LodurException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Mutated queries: whatever the text, the parser answers with a tree or a {@link LodurException}. */
class ParserFuzzTest {
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "[5m]",
            "\"",
            "`",
            "'",
            "\\",
            "|",
            "|=",
            "!=",
            "=~",
            "or",
            "and",
            ",",
            "#",
            "//",
            "/*",
            "--strict",
            "-",
            "+",
            "1e",
            "0x",
            "0b",
            "1e999",
            "08",
            "9".repeat(30),
            "1.2.3",
            "5m",
            "-0",
            "1KB",
            "9PiB",
            "by",
            "(?",
            "{1000}",
            "*",
            "ip(",
            "unwrap",
            "offset",
            "json",
            "sum(",
            "rate(",
            "variants(",
            "\0",
            "\uFEFF",
            "\uD800",
            "🐎",
            "é",
            "\n",
            "\r",
            "\\x",
            "\\u12",
            "\\777",
            "<a>",
            "<_>",
            "on",
            "bool");

    @Test
    void mutated_queries_parse_or_are_refused() {
        long seed = Long.getLong("lodur.seed", System.nanoTime());
        RandomGenerator random = new SplittableRandom(seed);
        List<String> corpus =
                Recorded.queries().stream().map(Recorded.Query::text).toList();
        long end = System.nanoTime() + Long.getLong("lodur.fuzz.seconds", 2L) * 1_000_000_000L;
        while (System.nanoTime() < end) {
            String query = mutate(random, corpus);
            try {
                run(query);
            } catch (LodurException expected) {
                expected.text();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("seed " + seed + ", query: " + query, e);
            }
        }
    }

    private static void run(String query) {
        Expr expr = LogqlParser.parse(query);
        PrettyPrinter.print(expr);
        // The canonical form may be one that Loki does not read either, but refusing it is all that may happen.
        LogqlParser.parse(CanonicalPrinter.print(expr));
        StageRules.check(expr);
    }

    private static String mutate(RandomGenerator random, List<String> corpus) {
        StringBuilder query = new StringBuilder(pick(random, corpus));
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(query.length() + 1);
            int to = Math.min(query.length(), at + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> query.delete(at, to);
                case 1 -> query.insert(at, query.substring(at, to));
                case 2 -> query.insert(at, pick(random, PIECES).repeat(random.nextInt(1, 40)));
                case 3 -> query.insert(at, (char) random.nextInt(0x10000));
                case 4 -> query.insert(at, pick(random, corpus));
                default -> query.insert(at, pick(random, PIECES));
            }
        }
        return query.toString();
    }

    private static String pick(RandomGenerator random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
