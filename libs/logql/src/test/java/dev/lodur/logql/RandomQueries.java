package dev.lodur.logql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Trees of every kind of node, all valid, and such that the canonical form loses nothing of them. */
final class RandomQueries {
    private static final List<String> NAMES = List.of("app", "level", "_x1", "rate", "sum", "ip", "bytes", "of", "Env");
    private static final List<String> TEXTS =
            List.of("", "a", "he said \"hi\"", "`", "\\", "ž🐎", "line\nbreak\t", "{}|=#", "e\u0301\u0007\u200b");
    private static final List<String> REGEXPS = List.of("", ".*", "a|b", "[`\"]+", "(?i)x{2,3}\\d", "(?P<n>.)");

    private final RandomGenerator random;

    RandomQueries(RandomGenerator random) {
        this.random = random;
    }

    Expr query() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> log();
            case 3 -> new Expr.Variants(list(1, 3, () -> rangeAggregation()), range(random.nextBoolean()));
            default -> samples(4);
        };
    }

    private LogExpr log() {
        List<LabelMatcher> matchers = list(0, 2, () -> matcher());
        matchers.add(new LabelMatcher("job", MatchType.EQUAL, "x"));
        return new LogExpr(matchers, stages());
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Stage stage = stage();
            // A negative line filter right after a bare name of drop or keep would read as that name's matcher.
            boolean clash = stage instanceof LineFilter
                    && !stages.isEmpty()
                    && (stages.getLast() instanceof Stage.Drop || stages.getLast() instanceof Stage.Keep);
            if (!clash) {
                stages.add(stage);
            }
        }
        return stages;
    }

    private Stage stage() {
        return switch (random.nextInt(13)) {
            case 0, 1 -> lineFilter();
            case 2, 3 -> new Stage.Filter(filter(3));
            case 4 -> new Stage.Json(list(0, 3, () -> new Stage.Extraction(name(), text())));
            case 5 ->
                new Stage.Logfmt(
                        random.nextBoolean(),
                        random.nextBoolean(),
                        list(0, 3, () -> new Stage.Extraction(name(), text())));
            case 6 -> new Stage.Regexp("(?P<a>\\S+) \"(?P<b>`?)");
            case 7 -> new Stage.Pattern(LinePattern.parse("<a> - <_> \"<b>\" < x>"));
            case 8 -> new Stage.Unpack();
            case 9 -> new Stage.LineFormat(text());
            case 10 -> new Stage.LabelFormat(list(1, 3, () -> target()));
            case 11 -> new Stage.Decolorize();
            default ->
                random.nextBoolean()
                        ? new Stage.Drop(list(1, 3, () -> choice()))
                        : new Stage.Keep(list(1, 3, () -> choice()));
        };
    }

    private LineFilter lineFilter() {
        LineFilter.Operator operator = pick(List.of(LineFilter.Operator.values()));
        return new LineFilter(operator, list(1, operator.isNegative() ? 1 : 3, () -> needle()));
    }

    private LineFilter.Needle needle() {
        return random.nextInt(4) == 0 ? new LineFilter.Ip(text()) : new LineFilter.Text(text());
    }

    private Stage.Target target() {
        return random.nextBoolean() ? new Stage.Rename(name(), name()) : new Stage.Template(name(), text());
    }

    private Stage.Choice choice() {
        LabelMatcher matcher = matcher();
        return new Stage.Choice(matcher.name(), random.nextBoolean() ? matcher : null);
    }

    private LabelFilter filter(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> new LabelFilter.Text(matcher());
            case 1 -> new LabelFilter.Numeric(name(), comparison(), random.nextInt(-50, 50) / 8.0 + 100);
            case 2 -> new LabelFilter.Time(name(), comparison(), duration());
            case 3 -> new LabelFilter.Bytes(name(), comparison(), random.nextInt(1, 99) * 1000L);
            case 4 -> new LabelFilter.Ip(name(), random.nextBoolean(), text());
            case 5, 6 -> new LabelFilter.And(filter(depth - 1), filter(depth - 1));
            default -> new LabelFilter.Or(filter(depth - 1), filter(depth - 1));
        };
    }

    private LabelFilter.Comparison comparison() {
        return pick(List.of(LabelFilter.Comparison.values()));
    }

    private Duration duration() {
        return Duration.ofNanos(random.nextLong(-(1L << 50), 1L << 50) >> random.nextInt(50));
    }

    private SampleExpr samples(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 2)) {
            case 0 -> rangeAggregation();
            case 1 -> new SampleExpr.Vector(random.nextInt(100) / 4.0);
            case 2, 3, 4 -> vectorAggregation(depth - 1);
            case 5 -> new SampleExpr.LabelReplace(samples(depth - 1), text(), text(), text(), pick(REGEXPS));
            default -> binary(depth - 1);
        };
    }

    private SampleExpr rangeAggregation() {
        RangeOperation operation = pick(List.of(RangeOperation.values()));
        boolean unwrap = operation.needsUnwrap() || (operation.allowsUnwrap() && random.nextBoolean());
        return new SampleExpr.RangeAggregation(
                operation,
                operation.takesParameter() ? OptionalDouble.of(random.nextInt(100) / 64.0) : OptionalDouble.empty(),
                range(unwrap),
                operation.allowsGrouping() && random.nextBoolean() ? grouping() : null);
    }

    private LogRange range(boolean unwrap) {
        Duration offset = random.nextBoolean() ? Duration.ZERO : duration();
        return new LogRange(log(), unwrap ? unwrap() : null, Duration.ofMillis(random.nextLong(1L << 40)), offset);
    }

    private Unwrap unwrap() {
        return new Unwrap(name(), pick(List.of(Unwrap.Conversion.values())), list(0, 2, () -> filter(2)));
    }

    private SampleExpr vectorAggregation(int depth) {
        VectorOperation operation = pick(List.of(VectorOperation.values()));
        boolean grouping = !operation.isSort() && operation != VectorOperation.APPROX_TOPK && random.nextBoolean();
        return new SampleExpr.VectorAggregation(
                operation,
                operation.takesParameter() ? OptionalLong.of(random.nextInt(1, 99)) : OptionalLong.empty(),
                samples(depth),
                grouping ? grouping() : Grouping.NONE);
    }

    private SampleExpr binary(int depth) {
        BinaryOperator operator = pick(List.of(BinaryOperator.values()));
        SampleExpr left = samples(depth);
        boolean scalar = !operator.isSetOperator() && random.nextInt(3) == 0;
        SampleExpr right = scalar ? new SampleExpr.Literal(literal()) : samples(depth);
        boolean swap = random.nextBoolean();
        return new SampleExpr.BinaryOperation(
                operator, swap ? right : left, swap ? left : right, random.nextInt(4) == 0, matching());
    }

    private double literal() {
        return Math.scalb((double) random.nextInt(-1000, 1000) * 2 + 1, random.nextInt(-60, 60));
    }

    private @Nullable VectorMatching matching() {
        if (random.nextBoolean()) {
            return null;
        }
        VectorMatching.Cardinality cardinality = pick(List.of(VectorMatching.Cardinality.values()));
        // A parenthesis after group_left begins its labels, so without labels the right side must not begin with one.
        boolean many = cardinality != VectorMatching.Cardinality.ONE_TO_ONE;
        return new VectorMatching(
                random.nextBoolean(),
                list(0, 2, () -> name()),
                cardinality,
                list(many ? 1 : 0, many ? 2 : 0, () -> name()));
    }

    private Grouping grouping() {
        return new Grouping(random.nextBoolean(), list(0, 3, () -> name()));
    }

    private LabelMatcher matcher() {
        MatchType type = pick(List.of(MatchType.values()));
        return new LabelMatcher(name(), type, type.isRegexp() ? pick(REGEXPS) : text());
    }

    private String name() {
        return pick(NAMES);
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> List<T> list(int least, int most, Supplier<? extends T> element) {
        List<T> list = new ArrayList<>();
        for (int i = least + (most > least ? random.nextInt(most - least + 1) : 0); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }
}
