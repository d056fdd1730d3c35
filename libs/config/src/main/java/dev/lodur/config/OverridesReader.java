package dev.lodur.config;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads Loki's runtime files: {@code overrides:} holds a section of limits for each tenant, {@code configs:} and
 * {@code multi_kv_config:} are accepted. Of several texts the later wins, key by key. One reader reads one set of texts.
 */
final class OverridesReader {
    private static final String LIMITS = "limits_config";
    private static final List<String> OTHER_KEYS = List.of("configs", "multi_kv_config");

    private final SelectorCheck selectors;
    private final Problems problems;
    private final Map<Tenant, Settings> tenants = new HashMap<>();

    OverridesReader(SelectorCheck selectors, Problems problems) {
        this.selectors = selectors;
        this.problems = problems;
    }

    /** Reads one text; {@code source} names it in messages. */
    void read(String source, String text) {
        MappingNode top = YamlText.parse(source, text, problems);
        for (NodeTuple entry : top == null ? List.<NodeTuple>of() : top.getValue()) {
            readTop(source, entry);
        }
    }

    /** The limits of every tenant that was named: the base, with what the texts change. */
    Map<Tenant, TenantLimits> limits(TenantLimits base) {
        Map<Tenant, TenantLimits> limits = new HashMap<>();
        tenants.forEach((tenant, settings) ->
                limits.put(tenant, new LimitsReader(settings, LIMITS, selectors, problems).read(base)));
        return Map.copyOf(limits);
    }

    private void readTop(String source, NodeTuple entry) {
        String name = name(entry.getKeyNode());
        if (name.equals("overrides")) {
            readOverrides(source, entry.getValueNode());
        } else if (!OTHER_KEYS.contains(name)) {
            problems.error(
                    YamlText.where(source, entry.getKeyNode()),
                    "field " + name + " not found: the known keys are overrides, configs, multi_kv_config");
        }
    }

    private void readOverrides(String source, Node value) {
        MappingNode byTenant = mapping(source, value, "overrides");
        for (NodeTuple entry : byTenant == null ? List.<NodeTuple>of() : byTenant.getValue()) {
            readTenant(source, name(entry.getKeyNode()), entry);
        }
    }

    private void readTenant(String source, String name, NodeTuple entry) {
        MappingNode limits = mapping(source, entry.getValueNode(), "overrides." + name);
        try {
            Settings settings = tenants.computeIfAbsent(new Tenant(name), t -> new Settings(KeyRegistry.loki()));
            if (limits != null) {
                KeyNode section = Objects.requireNonNull(settings.keys().find(LIMITS));
                new LokiYaml(source, settings, problems).readSection(limits, section, LIMITS);
            }
        } catch (LodurException e) {
            problems.error(YamlText.where(source, entry.getKeyNode()), "overrides." + name + ": " + e.text());
        }
    }

    private @Nullable MappingNode mapping(String source, Node value, String path) {
        if (value instanceof MappingNode mapping) {
            return mapping;
        }
        if (!value.getTag().equals(Tag.NULL)) {
            problems.error(YamlText.where(source, value), path + " is not a section of keys");
        }
        return null;
    }

    private static String name(Node key) {
        return key instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
