package dev.lodur.lokiapi.push;

import com.google.re2j.Pattern;
import dev.lodur.model.OtlpMapping;
import dev.lodur.model.OtlpMapping.Action;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tenant's mapping of attributes, ready to be applied. Immutable and thread-safe. */
public final class OtlpRules {
    /** Those of Loki's defaults. */
    public static final OtlpRules DEFAULTS = of(OtlpMapping.DEFAULTS);

    private final Attributes resource;
    private final Attributes scope;
    private final Attributes log;
    private final boolean severityTextAsLabel;

    private OtlpRules(OtlpMapping mapping) {
        this.resource = new Attributes(mapping.resourceRules());
        this.scope = new Attributes(mapping.scopeAttributes());
        this.log = new Attributes(mapping.logAttributes());
        this.severityTextAsLabel = mapping.severityTextAsLabel();
    }

    /** Compiles a mapping whose patterns are known to be valid. */
    public static OtlpRules of(OtlpMapping mapping) {
        return new OtlpRules(mapping);
    }

    Attributes resource() {
        return resource;
    }

    Attributes scope() {
        return scope;
    }

    Attributes log() {
        return log;
    }

    boolean severityTextAsLabel() {
        return severityTextAsLabel;
    }

    /** Whether records of one resource may be of different streams. */
    boolean streamsVary() {
        return severityTextAsLabel || scope.makeLabels() || log.makeLabels();
    }

    /** The rules for the attributes of one place. */
    static final class Attributes {
        private final List<Rule> rules;

        private Attributes(List<OtlpMapping.Rule> rules) {
            this.rules = rules.stream().map(Rule::of).toList();
        }

        boolean isEmpty() {
            return rules.isEmpty();
        }

        boolean makeLabels() {
            return rules.stream().anyMatch(rule -> rule.action() == Action.INDEX_LABEL);
        }

        Action actionOf(String attribute) {
            for (Rule rule : rules) {
                if (rule.knows(attribute)) {
                    return rule.action();
                }
            }
            return Action.STRUCTURED_METADATA;
        }
    }

    private record Rule(
            Action action, Set<String> names, @Nullable Pattern regex) {
        static Rule of(OtlpMapping.Rule rule) {
            return new Rule(
                    rule.action(),
                    Set.copyOf(rule.attributes()),
                    rule.regex().isEmpty() ? null : Pattern.compile(rule.regex()));
        }

        boolean knows(String attribute) {
            return names.contains(attribute) || (regex != null && regex.matches(attribute));
        }
    }
}
