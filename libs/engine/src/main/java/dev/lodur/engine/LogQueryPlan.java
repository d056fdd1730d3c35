package dev.lodur.engine;

import dev.lodur.engine.prune.PipelineNeedles;
import dev.lodur.engine.row.ParserHints;
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
 * <p>The leading stages that only drop rows work on whole blocks, in an order of their own: conditions on labels first,
 * because streams and distinct metadata values are few, then the line filters. They are also what an ingester can apply
 * for a querier. From the first parser or formatter on stages work row by row, see {@link RowProgram}, on those rows that
 * are left and wanted.
 */
public final class LogQueryPlan {
    /** A label whose text must fulfil a condition in every row that survives. */
    record TextCondition(String label, TextTest test) {}

    private final StreamSelector selector;
    private final List<RowStage> stages;
    private final RowProgram program;
    private final List<TextCondition> textConditions;
    private final PipelineNeedles needles;
    private final String pushdown;
    private final LogExpr whole;
    private final boolean fullyPushed;

    private LogQueryPlan(
            StreamSelector selector,
            List<RowStage> stages,
            RowProgram program,
            List<TextCondition> textConditions,
            PipelineNeedles needles,
            String pushdown,
            LogExpr whole,
            boolean fullyPushed) {
        this.selector = selector;
        this.stages = stages;
        this.program = program;
        this.textConditions = textConditions;
        this.needles = needles;
        this.pushdown = pushdown;
        this.whole = whole;
        this.fullyPushed = fullyPushed;
    }

    /** Compiles a query whose answer has all labels. */
    public static LogQueryPlan compile(LogExpr query) {
        return compile(query, ParserHints.ALL);
    }

    /** Compiles a query of whose labels only some are wanted. */
    static LogQueryPlan compile(LogExpr query, ParserHints hints) {
        List<Stage> ordered = StageOrder.of(query.stages());
        int leading = leading(ordered);
        List<RowStage> stages = new ArrayList<>();
        List<LineFilter> lineFilters = new ArrayList<>();
        List<TextCondition> textConditions = new ArrayList<>();
        for (Stage stage : ordered.subList(0, leading)) {
            if (stage instanceof LineFilter filter) {
                lineFilters.add(filter);
            } else if (stage instanceof Stage.Filter(LabelFilter condition)) {
                stages.add(LabelFilterStage.of(condition));
                collect(condition, textConditions);
            }
        }
        if (!lineFilters.isEmpty()) {
            stages.add(LineFilterStage.of(lineFilters));
        }
        LogExpr pushed = printable(new LogExpr(query.matchers(), ordered.subList(0, leading)));
        return new LogQueryPlan(
                StreamSelector.of(query.matchers()),
                List.copyOf(stages),
                new RowProgram(ordered.subList(leading, ordered.size()), hints),
                List.copyOf(textConditions),
                PipelineNeedles.of(ordered),
                pushed.toString(),
                new LogExpr(query.matchers(), ordered),
                pushed.stages().size() == ordered.size());
    }

    /** How many stages at the beginning only drop rows. */
    private static int leading(List<Stage> stages) {
        int count = 0;
        while (count < stages.size()
                && (stages.get(count) instanceof LineFilter || stages.get(count) instanceof Stage.Filter)) {
            count++;
        }
        return count;
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

    /** The longest beginning whose text says the same: sizes, for one, are rounded when they are printed. */
    private static LogExpr printable(LogExpr query) {
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

    /** What is done row by row to the rows that {@link #stages} leave. */
    RowProgram program() {
        return program;
    }

    /** Conditions on single labels that blocks may be pruned by. */
    List<TextCondition> textConditions() {
        return textConditions;
    }

    /** What rows have that survive, for the filters of segments. */
    PipelineNeedles needles() {
        return needles;
    }

    /** The part that ingesters apply, for {@link SelectRequest#query()}. */
    public String pushdown() {
        return pushdown;
    }

    /** Whether rows may get labels on the way, errors included. */
    boolean derivesLabels() {
        if (!program.isEmpty()) {
            return true;
        }
        for (RowStage stage : stages) {
            if (stage.derivesLabels()) {
                return true;
            }
        }
        return false;
    }

    /** What tells others of blocks without such rows, for {@link SelectRequest#pruning()}; made at each call. */
    public String pruning() {
        return printable(whole).toString();
    }

    /** Whether no row that an ingester returns is dropped later, so that it may stop at the limit. */
    public boolean isFullyPushed() {
        return fullyPushed;
    }
}
