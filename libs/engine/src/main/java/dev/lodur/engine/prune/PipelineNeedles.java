package dev.lodur.engine.prune;

import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LineFilter;
import dev.lodur.logql.MatchType;
import dev.lodur.logql.Stage;
import dev.lodur.segment.filter.Needle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What rows have that get through a pipeline, as far as their stored lines and metadata tell. Immutable and thread-safe.
 *
 * <p>Said is only what is certain: nothing of negated filters, of filters behind a stage that writes the line anew, of
 * labels that a stage has written.
 */
public final class PipelineNeedles {
    /**
     * What rows have that fulfil a condition on labels.
     *
     * @param labels of which no stream may have one
     */
    private record Condition(Set<String> labels, Needle needle) {}

    private final Needle lines;
    private final List<Condition> conditions;

    private PipelineNeedles(Needle lines, List<Condition> conditions) {
        this.lines = lines;
        this.conditions = List.copyOf(conditions);
    }

    /** @param stages in the order in which they run */
    public static PipelineNeedles of(List<Stage> stages) {
        Walk walk = new Walk();
        stages.forEach(walk::visit);
        return new PipelineNeedles(Needle.allOf(walk.lines), walk.conditions);
    }

    /** What rows have of any segment. */
    public Needle lines() {
        return lines;
    }

    /** What rows have of a segment whose streams have labels of these names. */
    public Needle of(Collection<String> streamLabels) {
        Stream<Needle> ofConditions = conditions.stream()
                .filter(condition -> condition.labels().stream().noneMatch(streamLabels::contains))
                .map(Condition::needle);
        return Needle.allOf(Stream.concat(Stream.of(lines), ofConditions).toList());
    }

    /** The state of a pipeline from stage to stage. */
    private static final class Walk {
        private final List<Needle> lines = new ArrayList<>();
        private final List<Condition> conditions = new ArrayList<>();
        private final LabelSources sources = new LabelSources();
        /** Whether stages see the line as it is stored. */
        private boolean lineStored = true;

        void visit(Stage stage) {
            switch (stage) {
                case LineFilter filter -> lines.add(lineStored ? LineFilterNeedles.of(filter) : Needle.ANYTHING);
                case Stage.Filter(LabelFilter filter) -> addCondition(filter);
                case Stage.Json json -> addParser(sources::addEnclosed);
                case Stage.Logfmt logfmt -> addParser(sources::addEnclosed);
                case Stage.Regexp regexp -> addParser(sources::addContained);
                case Stage.Pattern pattern -> addParser(sources::addContained);
                case Stage.Unpack unpack -> {
                    addParser(sources::addEnclosed);
                    lineStored = false;
                }
                case Stage.LineFormat format -> lineStored = false;
                case Stage.Decolorize decolorize -> lineStored = false;
                case Stage.LabelFormat(List<Stage.Target> targets) ->
                    targets.forEach(target -> sources.addWritten(target.label()));
                case Stage.Drop drop -> {}
                case Stage.Keep keep -> {}
            }
        }

        private void addParser(Runnable ofStoredLine) {
            if (lineStored) {
                ofStoredLine.run();
            } else {
                sources.addElsewhere();
            }
        }

        private void addCondition(LabelFilter filter) {
            if (filter instanceof LabelFilter.And(LabelFilter left, LabelFilter right)) {
                addCondition(left);
                addCondition(right);
                return;
            }
            Condition condition = condition(filter);
            if (!condition.needle().equals(Needle.ANYTHING)) {
                conditions.add(condition);
            }
        }

        private Condition condition(LabelFilter filter) {
            return switch (filter) {
                case LabelFilter.Text(LabelMatcher matcher) ->
                    matcher.type() == MatchType.EQUAL
                            ? new Condition(Set.of(matcher.name()), sources.equal(matcher))
                            : nothing();
                case LabelFilter.And(LabelFilter left, LabelFilter right) ->
                    join(condition(left), condition(right), Needle::allOf);
                case LabelFilter.Or(LabelFilter left, LabelFilter right) ->
                    join(condition(left), condition(right), Needle::anyOf);
                case LabelFilter.Numeric numeric -> nothing();
                case LabelFilter.Time time -> nothing();
                case LabelFilter.Bytes bytes -> nothing();
                case LabelFilter.Ip ip -> nothing();
            };
        }

        private static Condition nothing() {
            return new Condition(Set.of(), Needle.ANYTHING);
        }

        private static Condition join(Condition left, Condition right, Function<List<Needle>, Needle> how) {
            Set<String> labels = Stream.concat(left.labels().stream(), right.labels().stream())
                    .collect(Collectors.toUnmodifiableSet());
            return new Condition(labels, how.apply(List.of(left.needle(), right.needle())));
        }
    }
}
