package dev.lodur.engine;

import dev.lodur.engine.row.DecolorizeStep;
import dev.lodur.engine.row.DropStep;
import dev.lodur.engine.row.JsonPathStep;
import dev.lodur.engine.row.JsonStep;
import dev.lodur.engine.row.KeepStep;
import dev.lodur.engine.row.LabelFormatStep;
import dev.lodur.engine.row.LineFormatStep;
import dev.lodur.engine.row.LogfmtKeyStep;
import dev.lodur.engine.row.LogfmtStep;
import dev.lodur.engine.row.ParserHints;
import dev.lodur.engine.row.PatternStep;
import dev.lodur.engine.row.RegexpStep;
import dev.lodur.engine.row.RowStep;
import dev.lodur.engine.row.UnpackStep;
import dev.lodur.engine.template.Template;
import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LineFilter;
import dev.lodur.logql.Stage;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The stages of a pipeline that run row by row: everything from the first parser or formatter on. Immutable and
 * thread-safe; {@link #borrow} gives out what one thread needs to run it.
 */
final class RowProgram {
    private static final int KEPT_MAX = 16;

    private final List<Stage> stages;
    private final ParserHints hints;
    private final Map<String, Template> templates = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<RowPipeline> pipelines = new ConcurrentLinkedQueue<>();

    /** Compiles templates, and refuses those that are wrong. */
    RowProgram(List<Stage> stages, ParserHints hints) {
        this.stages = List.copyOf(stages);
        this.hints = hints;
        for (Stage stage : stages) {
            StageTemplates.of(stage).forEach((text, template) -> templates.put(text, template));
        }
    }

    boolean isEmpty() {
        return stages.isEmpty();
    }

    RowPipeline borrow() {
        RowPipeline kept = pipelines.poll();
        return kept == null ? new RowPipeline(hints, steps()) : kept;
    }

    void giveBack(RowPipeline pipeline) {
        if (pipelines.size() < KEPT_MAX) {
            pipelines.add(pipeline);
        }
    }

    private List<RowStep> steps() {
        List<RowStep> steps = new ArrayList<>();
        List<LineFilter> filters = new ArrayList<>();
        for (Stage stage : stages) {
            if (!(stage instanceof LineFilter) && !filters.isEmpty()) {
                steps.add(new RowLineFilter(LineFilterStage.of(filters)));
                filters.clear();
            }
            switch (stage) {
                case LineFilter filter -> filters.add(filter);
                case Stage.Filter(LabelFilter condition) -> steps.add(new RowLabelFilter(condition));
                case Stage.Json(List<Stage.Extraction> extractions) -> {
                    if (extractions.isEmpty()) {
                        steps.add(new JsonStep(hints));
                    } else {
                        steps.addAll(JsonPathStep.of(hints, extractions));
                    }
                }
                case Stage.Logfmt logfmt ->
                    steps.add(
                            logfmt.extractions().isEmpty()
                                    ? new LogfmtStep(hints, logfmt.strict(), logfmt.keepEmpty())
                                    : new LogfmtKeyStep(hints, logfmt.strict(), logfmt.extractions()));
                case Stage.Regexp(String regexp) -> steps.add(new RegexpStep(hints, regexp));
                case Stage.Pattern pattern -> steps.add(new PatternStep(hints, pattern.pattern()));
                case Stage.Unpack unpack -> steps.add(new UnpackStep(hints));
                case Stage.LineFormat(String template) -> steps.add(new LineFormatStep(template("line", template)));
                case Stage.LabelFormat(List<Stage.Target> targets) ->
                    steps.add(new LabelFormatStep(
                            targets.stream().map(this::target).toList()));
                case Stage.Decolorize decolorize -> steps.add(new DecolorizeStep());
                case Stage.Drop(List<Stage.Choice> choices) -> steps.add(new DropStep(choices));
                case Stage.Keep(List<Stage.Choice> choices) -> steps.add(new KeepStep(choices));
            }
        }
        if (!filters.isEmpty()) {
            steps.add(new RowLineFilter(LineFilterStage.of(filters)));
        }
        return steps;
    }

    private LabelFormatStep.Target target(Stage.Target target) {
        return switch (target) {
            case Stage.Rename(String label, String source) -> new LabelFormatStep.Move(label, source);
            case Stage.Template(String label, String template) ->
                new LabelFormatStep.Write(label, template("label", template));
        };
    }

    private Template template(String name, String text) {
        Template known = templates.get(StageTemplates.key(name, text));
        if (known == null) {
            throw new LodurException(ErrorCode.INTERNAL, "template was not compiled: " + text);
        }
        return known;
    }
}
