package dev.lodur.config;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What becomes of OpenTelemetry's attributes: {@code limits_config.otlp_config}.
 *
 * @param ignoreDefaults whether the distributor's list of attributes that become labels does not count
 */
public record OtlpConfig(
        boolean ignoreDefaults,
        List<AttributeRule> resourceAttributes,
        List<AttributeRule> scopeAttributes,
        List<AttributeRule> logAttributes,
        boolean severityTextAsLabel) {

    /** What is done with attributes. */
    public enum Action {
        INDEX_LABEL,
        STRUCTURED_METADATA,
        DROP
    }

    /**
     * One rule: the attributes of these names, or those whose name a pattern matches.
     *
     * @param regex RE2 syntax; empty where names are given
     */
    public record AttributeRule(Action action, List<String> attributes, String regex) {
        public AttributeRule {
            attributes = List.copyOf(attributes);
        }
    }

    public OtlpConfig {
        resourceAttributes = List.copyOf(resourceAttributes);
        scopeAttributes = List.copyOf(scopeAttributes);
        logAttributes = List.copyOf(logAttributes);
    }

    static OtlpConfig of(Settings settings, String limits, Problems problems) {
        String section = limits + ".otlp_config";
        return new OtlpConfig(
                settings.flag(section + ".resource_attributes.ignore_defaults"),
                rules(settings, section + ".resource_attributes.attributes_config", problems),
                rules(settings, section + ".scope_attributes", problems),
                rules(settings, section + ".log_attributes", problems),
                settings.flag(section + ".severity_text_as_label"));
    }

    private static List<AttributeRule> rules(Settings settings, String list, Problems problems) {
        return IntStream.range(0, settings.count(list))
                .mapToObj(i -> rule(settings, list + "[" + i + "]", problems))
                .toList();
    }

    private static AttributeRule rule(Settings settings, String path, Problems problems) {
        String regex = settings.text(path + ".regex");
        List<String> attributes = settings.strings(path + ".attributes");
        if (regex.isEmpty() == attributes.isEmpty()) {
            problems.error(settings.where(path + ".action"), path + " needs either attributes or regex");
        }
        return new AttributeRule(action(settings.text(path + ".action")), attributes, regex);
    }

    private static Action action(String text) {
        return switch (text) {
            case "index_label" -> Action.INDEX_LABEL;
            case "drop" -> Action.DROP;
            default -> Action.STRUCTURED_METADATA;
        };
    }
}
