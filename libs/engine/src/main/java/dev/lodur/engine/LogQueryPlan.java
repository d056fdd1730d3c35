package dev.lodur.engine;

import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LineFilter;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.Stage;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.List;

/**
 * A log query, compiled: which streams it reads and what is done to their rows. Immutable and thread-safe.
 *
 * <p>Stages that only drop rows are reordered: conditions on labels first, because streams and distinct metadata values
 * are few, then the line filters. The leading stages of that kind are also what an ingester can apply for a querier: it
 * drops rows there, and the querier runs the whole pipeline again on what comes back, which is little and yields the
 * derived labels.
 */
public final class LogQueryPlan {
    /** A label whose text must fulfil a condition in every row that survives. */
    record TextCondition(String label, TextTest test) {}

    private final StreamSelector selector;
    private final List<RowStage> stages;
    private final List<TextCondition> textConditions;
    private final String pushdown;
    private final boolean fullyPushed;

    private LogQueryPlan(
            StreamSelector selector,
            List<RowStage> stages,
            List<TextCondition> textConditions,
            String pushdown,
            boolean fullyPushed) {
        this.selector = selector;
        this.stages = stages;
        this.textConditions = textConditions;
        this.pushdown = pushdown;
        this.fullyPushed = fullyPushed;
    }

    /** Compiles a query; a stage that this version does not run is {@link ErrorCode#UNSUPPORTED_QUERY}. */
    public static LogQueryPlan compile(LogExpr query) {
        List<RowStage> stages = new ArrayList<>();
        List<LineFilter> lineFilters = new ArrayList<>();
        List<TextCondition> textConditions = new ArrayList<>();
        for (Stage stage : query.stages()) {
            switch (stage) {
                case LineFilter filter -> lineFilters.add(filter);
                case Stage.Filter(LabelFilter condition) -> {
                    stages.add(LabelFilterStage.of(condition));
                    collect(condition, textConditions);
                }
                case Stage.Parser parser -> throw unsupported(parser);
                case Stage.Formatter formatter -> throw unsupported(formatter);
            }
        }
        if (!lineFilters.isEmpty()) {
            stages.add(LineFilterStage.of(lineFilters));
        }
        LogExpr pushed = pushable(query);
        return new LogQueryPlan(
                StreamSelector.of(query.matchers()),
                List.copyOf(stages),
                List.copyOf(textConditions),
                pushed.toString(),
                pushed.stages().size() == query.stages().size());
    }

    private static void collect(LabelFilter filter, List<TextCondition> conditions) {
        switch (filter) {
            case LabelFilter.Text(LabelMatcher matcher) ->
                conditions.add(new TextCondition(matcher.name(), TextTest.ofFilter(matcher)));
            case LabelFilter.And(LabelFilter left, LabelFilter right) -> {
                collect(left, conditions);
                collect(right, conditions);
            }
            case LabelFilter.Or or -> {}
            case LabelFilter.Numeric numeric -> {}
            case LabelFilter.Time time -> {}
            case LabelFilter.Bytes bytes -> {}
            case LabelFilter.Ip ip -> {}
        }
    }

    /** Compiles the text of a {@link SelectRequest}. */
    public static LogQueryPlan compile(String query) {
        if (LogqlParser.parseAny(query) instanceof LogExpr log) {
            return compile(log);
        }
        throw new LodurException(ErrorCode.INVALID_REQUEST, "only log queries can be selected, got: " + query);
    }

    private static LodurException unsupported(Stage stage) {
        return new LodurException(
                ErrorCode.UNSUPPORTED_QUERY, "this version does not run the stage '" + stage + "' yet");
    }

    /** The longest beginning whose text says the same: sizes, for one, are rounded when they are printed. */
    private static LogExpr pushable(LogExpr query) {
        for (int count = query.stages().size(); count > 0; count--) {
            LogExpr leading = new LogExpr(query.matchers(), query.stages().subList(0, count));
            if (leading.equals(LogqlParser.parseAny(leading.toString()))) {
                return leading;
            }
        }
        return new LogExpr(query.matchers(), List.of());
    }

    public StreamSelector selector() {
        return selector;
    }

    List<RowStage> stages() {
        return stages;
    }

    /** Conditions on single labels that blocks may be pruned by. */
    List<TextCondition> textConditions() {
        return textConditions;
    }

    /** The part that ingesters apply, for {@link SelectRequest#query()}. */
    public String pushdown() {
        return pushdown;
    }

    /** Whether rows may get labels on the way, errors included. */
    boolean derivesLabels() {
        for (RowStage stage : stages) {
            if (stage.derivesLabels()) {
                return true;
            }
        }
        return false;
    }

    /** Whether no row that an ingester returns is dropped later, so that it may stop at the limit. */
    public boolean isFullyPushed() {
        return fullyPushed;
    }
}
