package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lodur.model.LodurException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class QueryBoundsTest {
    private static final String RATE = "rate({a=\"b\"}[5m])";

    @Test
    void a_query_of_a_megabyte_is_refused_by_its_size() {
        String query = "{a=\"" + "x".repeat(1 << 20) + "\"}";

        assertThat(error(query)).isEqualTo("parse error : input size too long (1048582 > 131072)");
    }

    @Test
    void size_counts_bytes() {
        assertThat(error("{a=\"" + "é".repeat(70_000) + "\"}")).contains("input size too long (140006 > 131072)");
    }

    @Test
    void ten_thousand_parentheses_are_refused_by_their_depth() {
        String message = "parse error : query is nested too deeply: more than 100 levels of parentheses";

        assertThat(error("(".repeat(10_000) + "1" + ")".repeat(10_000))).startsWith(message);
        assertThat(error("rate(" + "(".repeat(10_000))).startsWith(message);
        assertThat(error("{a=\"b\"} | " + "(".repeat(10_000))).startsWith(message);
        assertThat(error("sum(".repeat(10_000))).startsWith(message);
        assertThat(error("1" + "^1".repeat(10_000))).startsWith(message);
    }

    @Test
    void ten_thousand_operators_are_refused_by_their_number() {
        String message = "parse error : query has too many operators: more than 300";

        assertThat(error("1" + "+1".repeat(10_000))).startsWith(message);
        assertThat(error("{a=\"b\"} | c=1" + ",c=1".repeat(10_000))).startsWith(message);
        assertThat(error("{a=\"b\"} | c=1" + " or c=1".repeat(10_000))).startsWith(message);
    }

    @Test
    void the_deepest_trees_allowed_can_be_walked_on_a_small_stack() throws InterruptedException {
        String deep = "sum(".repeat(95) + RATE + ("+" + RATE).repeat(300) + ")".repeat(95);
        String filters = "{a=\"b\"} | c=1" + ",c=1".repeat(300);
        Throwable[] failure = new Throwable[1];
        Thread thread = Thread.ofPlatform()
                .stackSize(512 << 10)
                .uncaughtExceptionHandler((t, e) -> failure[0] = e)
                .start(() -> {
                    walk(deep);
                    walk(filters);
                });

        thread.join(Duration.ofSeconds(8));

        assertThat(failure[0]).isNull();
    }

    private static void walk(String query) {
        Expr expr = LogqlParser.parse(query);
        StageRules.check(expr);
        PrettyPrinter.print(expr);
        assertThat(LogqlParser.parse(query)).isEqualTo(expr).hasSameHashCodeAs(expr);
    }

    private static String error(String query) {
        LodurException thrown = catchThrowableOfType(LodurException.class, () -> LogqlParser.parse(query));
        return thrown == null ? "parsed" : thrown.text();
    }
}
