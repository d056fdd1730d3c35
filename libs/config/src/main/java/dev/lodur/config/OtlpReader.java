package dev.lodur.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.lodur.model.OtlpMapping;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads {@code otlp_config} of a section of limits; what it does not set stays as in the mapping it starts from. */
final class OtlpReader {
    private static final String DEFAULT_LABELS = "distributor.otlp_config.default_resource_attributes_as_index_labels";

    private final Settings settings;
    private final String section;
    private final Problems problems;

    /**
     * @param section of limits, with a dot behind it
     */
    OtlpReader(Settings settings, String section, Problems problems) {
        this.settings = settings;
        this.section = section + "otlp_config.";
        this.problems = problems;
    }

    OtlpMapping read(OtlpMapping base) {
        return new OtlpMapping(
                settings.isSet(DEFAULT_LABELS) ? settings.strings(DEFAULT_LABELS) : base.defaultIndexLabels(),
                flag("resource_attributes.ignore_defaults", base.ignoreDefaults()),
                rules("resource_attributes.attributes_config", base.resourceAttributes()),
                rules("scope_attributes", base.scopeAttributes()),
                rules("log_attributes", base.logAttributes()),
                flag("severity_text_as_label", base.severityTextAsLabel()));
    }

    private boolean flag(String key, boolean base) {
        return settings.isSet(section + key) ? settings.flag(section + key) : base;
    }

    private List<OtlpMapping.Rule> rules(String key, List<OtlpMapping.Rule> base) {
        String list = section + key;
        if (!settings.isSet(list)) {
            return base;
        }
        return IntStream.range(0, settings.count(list))
                .mapToObj(i -> rule(list, list + "[" + i + "]"))
                .toList();
    }

    private OtlpMapping.Rule rule(String list, String path) {
        String regex = settings.text(path + ".regex");
        List<String> attributes = settings.strings(path + ".attributes");
        if (regex.isEmpty() == attributes.isEmpty()) {
            problems.error(where(list, path), path + " needs either attributes or regex");
        }
        try {
            var _ = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            problems.error(settings.where(path + ".regex"), path + ".regex is no pattern: " + e.getMessage());
        }
        return new OtlpMapping.Rule(action(list, path), attributes, regex);
    }

    private OtlpMapping.Action action(String list, String path) {
        return switch (settings.text(path + ".action")) {
            case "index_label" -> OtlpMapping.Action.INDEX_LABEL;
            case "drop" -> OtlpMapping.Action.DROP;
            case "structured_metadata" -> OtlpMapping.Action.STRUCTURED_METADATA;
            default -> {
                problems.error(
                        where(list, path), path + ".action is not set: use index_label, structured_metadata or drop");
                yield OtlpMapping.Action.STRUCTURED_METADATA;
            }
        };
    }

    /** Where the rule stands, by what it sets, or its list. */
    private String where(String list, String path) {
        return Stream.of(path + ".action", path + ".attributes", path + ".regex", list)
                .filter(settings::isSet)
                .map(settings::where)
                .findFirst()
                .orElse("");
    }
}
