package dev.lodur.querier;

import dev.lodur.engine.StreamSummary;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.MatchType;
import dev.lodur.logql.SelectorRule;
import dev.lodur.lokiapi.read.VolumeQuery;
import dev.lodur.lokiapi.read.VolumeQuery.AggregateBy;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which streams a volume query reads and under which names their volumes are added up: the values of the labels asked
 * for, those that the selector names where none are, all where it names none either; or the labels' names alone.
 *
 * @param matchers those of the query, and that each label asked for must be there
 * @param names the labels that count; empty for all
 */
record VolumeGrouping(List<LabelMatcher> matchers, Set<String> names, AggregateBy aggregateBy) {
    VolumeGrouping {
        matchers = List.copyOf(matchers);
        names = Set.copyOf(names);
    }

    static VolumeGrouping of(VolumeQuery query) {
        List<LabelMatcher> matchers = new ArrayList<>(LogqlParser.parseMatchers(query.query()));
        if (!matchers.isEmpty()) {
            SelectorRule.check(matchers);
        }
        Set<String> selected = new HashSet<>();
        matchers.forEach(matcher -> selected.add(matcher.name()));
        for (String label : query.targetLabels()) {
            if (!selected.contains(label)) {
                matchers.add(new LabelMatcher(label, MatchType.REGEXP, ".+"));
            }
        }
        Set<String> names = query.targetLabels().isEmpty()
                ? query.aggregateBy() == AggregateBy.SERIES ? selected : Set.of()
                : new HashSet<>(query.targetLabels());
        return new VolumeGrouping(matchers, names, query.aggregateBy());
    }

    /** The volumes of streams, in no particular order. */
    Collection<Volume> group(List<StreamSummary> streams) {
        Map<Labels, Volume> volumes = new HashMap<>();
        for (StreamSummary stream : streams) {
            for (Labels name : namesOf(stream.labels())) {
                volumes.computeIfAbsent(name, Volume::new).add(stream);
            }
        }
        return volumes.values();
    }

    private List<Labels> namesOf(Labels stream) {
        Map<String, String> own = new TreeMap<>(stream.toMap());
        if (!names.isEmpty()) {
            own.keySet().retainAll(names);
        }
        return switch (aggregateBy) {
            case SERIES -> List.of(Labels.of(own));
            case LABELS ->
                own.keySet().stream().map(name -> Labels.of(name, "")).toList();
        };
    }
}
