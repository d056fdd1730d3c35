package dev.lodur.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of OpenTelemetry's attributes: Loki's {@code otlp_config}. Of several rules that know an attribute the first
 * counts; an attribute that none knows becomes structured metadata.
 *
 * @param defaultIndexLabels resource attributes that become labels, {@code distributor.otlp_config}
 * @param ignoreDefaults whether that list does not count
 * @param severityTextAsLabel whether a record's severity becomes a label too
 */
public record OtlpMapping(
        List<String> defaultIndexLabels,
        boolean ignoreDefaults,
        List<Rule> resourceAttributes,
        List<Rule> scopeAttributes,
        List<Rule> logAttributes,
        boolean severityTextAsLabel) {

    /** What is done with attributes. */
    public enum Action {
        INDEX_LABEL,
        STRUCTURED_METADATA,
        DROP
    }

    /**
     * One rule: for the attributes of these names, or for those whose whole name a pattern matches.
     *
     * @param regex RE2 syntax; empty where names are given
     */
    public record Rule(Action action, List<String> attributes, String regex) {
        public Rule {
            attributes = List.copyOf(attributes);
        }
    }

    /** Loki 3.7's defaults. */
    public static final OtlpMapping DEFAULTS = new OtlpMapping(
            List.of(
                    "service.name",
                    "service.namespace",
                    "service.instance.id",
                    "deployment.environment",
                    "deployment.environment.name",
                    "cloud.region",
                    "cloud.availability_zone",
                    "k8s.cluster.name",
                    "k8s.namespace.name",
                    "k8s.pod.name",
                    "k8s.container.name",
                    "container.name",
                    "k8s.replicaset.name",
                    "k8s.deployment.name",
                    "k8s.statefulset.name",
                    "k8s.daemonset.name",
                    "k8s.cronjob.name",
                    "k8s.job.name"),
            false,
            List.of(),
            List.of(),
            List.of(),
            false);

    public OtlpMapping {
        defaultIndexLabels = List.copyOf(defaultIndexLabels);
        resourceAttributes = List.copyOf(resourceAttributes);
        scopeAttributes = List.copyOf(scopeAttributes);
        logAttributes = List.copyOf(logAttributes);
    }

    /** The rules for resources in the order in which they count: the list of defaults before the tenant's own. */
    public List<Rule> resourceRules() {
        Stream<Rule> defaults = ignoreDefaults || defaultIndexLabels.isEmpty()
                ? Stream.of()
                : Stream.of(new Rule(Action.INDEX_LABEL, defaultIndexLabels, ""));
        return Stream.concat(defaults, resourceAttributes.stream()).toList();
    }
}
