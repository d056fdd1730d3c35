package dev.lodur.engine;

import java.util.List;
import java.util.random.RandomGenerator;

/** Metric queries as text. */
final class RandomMetrics {
    /**
     * A query.
     *
     * @param exact whether values are the same however they are computed, so that they may be compared
     */
    record Query(String text, boolean exact) {}

    private final RandomGenerator random;
    private final String parser;
    private final RandomStages stages;

    RandomMetrics(RandomGenerator random, String parser) {
        this.random = random;
        this.parser = parser;
        this.stages = new RandomStages(random, parser);
    }

    Query query(int depth) {
        int kind = random.nextInt(depth == 0 ? 10 : 7);
        if (depth > 2 || kind < 3) {
            return range();
        }
        return switch (kind) {
            case 3 -> binary(depth);
            case 4 -> random.nextBoolean() ? number(depth) : replaced(depth);
            default -> aggregation(depth);
        };
    }

    private Query range() {
        String log = random.nextInt(3) > 0 ? "{app=~\".+\"}" : stages.selector();
        log += stages.stages(Math.max(0, random.nextInt(7) - 3));
        log += random.nextInt(4) > 0 ? " " + parser : "";
        String window = "[" + pick(List.of("1s", "5s", "10s", "13s", "20s", "30s", "60s", "60s", "90s", "0s")) + "]"
                + pick(List.of("", "", "", " offset 3s", " offset -5s"));
        String clean = random.nextInt(4) > 0 ? " | __error__=\"\"" : "";
        if (random.nextBoolean()) {
            String operation = pick(List.of(
                    "count_over_time", "count_over_time", "rate", "bytes_over_time", "bytes_rate", "absent_over_time"));
            log += random.nextInt(5) == 0 ? " | keep app, level, n" : "";
            return new Query(operation + "(" + log + clean + " " + window + ")", operation.endsWith("_over_time"));
        }
        String operation = pick(List.of(
                "sum_over_time",
                "avg_over_time",
                "min_over_time",
                "max_over_time",
                "stddev_over_time",
                "stdvar_over_time",
                "quantile_over_time",
                "first_over_time",
                "last_over_time",
                "last_over_time",
                "rate_counter",
                "rate",
                "rate_counter",
                "absent_over_time"));
        boolean mayGroup = !List.of("sum_over_time", "rate", "rate_counter", "absent_over_time")
                .contains(operation);
        String filters = switch (random.nextInt(5)) {
            case 0, 1, 2 -> " | __error__=\"\"";
            case 3 -> " | " + stages.labelFilter(1);
            default -> "";
        };
        String parameter = operation.startsWith("quantile") ? pick(List.of("0.5,", "0.9,", "0,", "1,", "1.5,")) : "";
        boolean exact = List.of("sum_over_time", "min_over_time", "max_over_time", "first_over_time", "last_over_time")
                .contains(operation);
        log += random.nextInt(3) == 0 ? " | keep app, n, status" : "";
        return new Query(
                operation + "(" + parameter + log + clean + " | unwrap " + unwrapped() + filters + " " + window + ")"
                        + (mayGroup && random.nextBoolean() ? grouping() : ""),
                exact);
    }

    private String unwrapped() {
        return pick(List.of(
                "n",
                "n",
                "n",
                "n",
                "n",
                "status",
                "status",
                "took",
                "duration(took)",
                "duration_seconds(took)",
                "bytes(size)",
                "bytes(n)",
                "size",
                "duration(n)"));
    }

    private String grouping() {
        if (random.nextBoolean()) {
            return " by (" + pick(List.of("app", "level", "n", "status", "app, env", "level, app", "__error__, app"))
                    + ") ";
        }
        StringBuilder labels = new StringBuilder();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            labels.append(i == 0 ? "" : ", ").append(stages.label());
        }
        return pick(List.of(" by (", " by (", " without (")) + labels + ") ";
    }

    private Query aggregation(int depth) {
        Query inner = query(depth + 1);
        if (inner.exact() && random.nextInt(4) == 0) {
            String operation = pick(List.of("topk", "bottomk"));
            String grouping = random.nextBoolean() ? grouping() : "";
            return new Query(operation + grouping + "(" + (1 + random.nextInt(3)) + ", " + inner.text() + ")", true);
        }
        String operation = pick(List.of(
                "sum", "sum", "sum", "sum", "avg", "min", "max", "count", "stddev", "stdvar", "sort", "sort_desc"));
        boolean exact = operation.equals("count")
                || (inner.exact() && !List.of("avg", "stddev", "stdvar").contains(operation));
        String grouping = random.nextInt(4) > 0 && !operation.startsWith("sort") ? grouping() : "";
        return new Query(operation + grouping + "(" + inner.text() + ")", exact);
    }

    private Query number(int depth) {
        Query inner = query(depth + 1);
        String number = pick(List.of("2", "0.5", "3", "0", "10"));
        String operator = operator(inner.exact());
        boolean exact = inner.exact() && List.of("+", "-").contains(operator);
        boolean set = List.of("and", "or", "unless").contains(operator);
        String other = set || random.nextInt(4) == 0 ? "vector(" + number + ")" : number;
        String left = random.nextBoolean()
                ? other + " " + operator + " " + inner.text()
                : inner.text() + " " + operator + " " + other;
        return new Query(
                "(" + left + ")",
                exact || (inner.exact() && (set || operator.contains("=") || operator.contains(">"))));
    }

    private String operator(boolean exact) {
        return exact
                ? pick(List.of(
                        "+", "-", "*", "/", "%", "^", "==", "!=", ">", ">=", "<", "<=", "> bool", "== bool", "and",
                        "or", "unless"))
                : pick(List.of("+", "-", "*", "and", "or", "unless"));
    }

    /** Several series of one side for each of the other. */
    private Query grouped() {
        String many = pick(List.of("sum", "max", "count")) + " by (app, env, level) (" + range().text() + ")";
        String one = pick(List.of("sum", "min", "count")) + " by (app) (" + range().text() + ")";
        String operator = " " + pick(List.of("+", "-", "*")) + " on(app) ";
        String included = "(" + pick(List.of("", "level", "env")) + ") ";
        return random.nextBoolean()
                ? new Query("(" + many + operator + "group_left" + included + one + ")", false)
                : new Query("(" + one + operator + "group_right" + included + many + ")", false);
    }

    private Query binary(int depth) {
        if (random.nextInt(3) == 0) {
            return grouped();
        }
        Query left = query(depth + 1);
        Query right = random.nextBoolean() ? left : query(depth + 1);
        boolean bothExact = left.exact() && right.exact();
        String operator = operator(bothExact);
        boolean set = List.of("and", "or", "unless").contains(operator);
        String matching = "";
        if (random.nextBoolean()) {
            matching = pick(List.of(" on(", " ignoring(")) + labels(random.nextInt(3)) + ")";
            if (!set && random.nextInt(3) == 0) {
                matching += pick(List.of(" group_left(", " group_right(")) + labels(random.nextInt(2)) + ")";
            }
        }
        boolean exact = bothExact && !List.of("*", "/", "%", "^").contains(operator);
        return new Query("(" + left.text() + " " + operator + matching + " " + right.text() + ")", exact);
    }

    private String labels(int count) {
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < count; i++) {
            labels.append(i == 0 ? "" : ", ").append(pick(List.of("app", "env", "level", "status", "x")));
        }
        return labels.toString();
    }

    private Query replaced(int depth) {
        Query inner = query(depth + 1);
        String replacement = pick(List.of("$1", "x-$1", "${1}y", "const", ""));
        String regexp = pick(List.of("(.*)", "(w).*", "(a|d)b?", "", "prod", ".+"));
        return new Query(
                "label_replace(" + inner.text() + ", \"" + pick(List.of("app", "x", "level")) + "\", \"" + replacement
                        + "\", \"" + pick(List.of("app", "env", "missing", "level")) + "\", \"" + regexp + "\")",
                inner.exact());
    }

    private <T> T pick(List<T> choices) {
        return TestBlocks.pick(random, choices);
    }
}
