package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final int TREES = 5_000;

    @Test
    void parsing_the_canonical_form_of_any_tree_gives_the_tree() {
        long seed = Long.getLong("lodur.seed", System.nanoTime());
        RandomQueries queries = new RandomQueries(new SplittableRandom(seed));
        for (int i = 0; i < TREES; i++) {
            Expr query = queries.query();
            String text = CanonicalPrinter.print(query);

            Expr parsed = LogqlParser.parse(text);

            assertThat(parsed).as("seed %d, tree %d: %s", seed, i, text).isEqualTo(query);
        }
    }

    static Stream<String> canonicalQueries() {
        // Quoted names and NaN are how Loki prints such queries, but it does not read them either.
        return Recorded.queries().stream()
                .filter(Recorded.Query::valid)
                .map(query -> CanonicalPrinter.print(LogqlParser.parse(query.text())))
                .filter(text -> !text.contains("{\"é\"") && !text.equals("NaN"));
    }

    @ParameterizedTest
    @MethodSource("canonicalQueries")
    void the_canonical_form_is_its_own_canonical_form(String text) {
        Expr parsed = LogqlParser.parse(text);

        assertThat(CanonicalPrinter.print(parsed)).isEqualTo(text);
        assertThat(LogqlParser.parse(CanonicalPrinter.print(parsed))).isEqualTo(parsed);
    }

    static Stream<String> exactQueries() {
        // Sizes are printed with two digits.
        return Recorded.queries().stream()
                .filter(Recorded.Query::valid)
                .map(Recorded.Query::text)
                .filter(text ->
                        !text.matches("(?s).*\\d[KMGT]?i?B.*") && !text.contains("é=") && !text.matches(".* [/%] 0"))
                .filter(text -> !text.contains("vector("));
    }

    @ParameterizedTest
    @MethodSource("exactQueries")
    void the_canonical_form_means_what_the_query_means(String text) {
        Expr parsed = LogqlParser.parse(text);

        assertThat(LogqlParser.parse(CanonicalPrinter.print(parsed))).isEqualTo(parsed);
    }
}
