package dev.lodur.config;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The limits of single tenants, from Loki's runtime files: {@code overrides:} holds a section of limits for each tenant,
 * {@code configs:} and {@code multi_kv_config:} are accepted. A tenant's limits start from those of the configuration
 * file; only listed keys change. Of several files the later wins, key by key.
 *
 * <p>Thread-safe: {@link #of} is a look-up in a map that {@link #reload} replaces as a whole.
 */
public final class OverridesFile implements TenantLimits.Source {
    private static final String LIMITS = "limits_config";
    private static final List<String> OTHER_KEYS = List.of("configs", "multi_kv_config");

    private final List<Path> files;
    private final TenantLimits base;
    private volatile Map<Tenant, TenantLimits> overrides = Map.of();
    private volatile boolean lastReloadSuccessful;

    private OverridesFile(List<Path> files, TenantLimits base) {
        this.files = List.copyOf(files);
        this.base = base;
    }

    /** Reads the files for the first time; what is wrong with them is an {@link ErrorCode#INVALID_REQUEST}. */
    public static OverridesFile open(List<Path> files, TenantLimits base) {
        OverridesFile overrides = new OverridesFile(files, base);
        overrides.reload();
        return overrides;
    }

    /**
     * Reads the files again. Files with mistakes are an {@link ErrorCode#INVALID_REQUEST} and change nothing: the last
     * good limits stay in force.
     */
    public synchronized void reload() {
        lastReloadSuccessful = false;
        Problems problems = new Problems();
        Map<Tenant, Settings> tenants = new HashMap<>();
        for (Path file : files) {
            readFile(file, tenants, problems);
        }
        problems.throwErrors();
        Map<Tenant, TenantLimits> limits = new HashMap<>();
        tenants.forEach((tenant, settings) -> limits.put(tenant, new LimitsReader(settings, LIMITS).read(base)));
        overrides = Map.copyOf(limits);
        lastReloadSuccessful = true;
    }

    /** Whether the files were without mistakes when last read: {@code loki_runtime_config_last_reload_successful}. */
    public boolean lastReloadSuccessful() {
        return lastReloadSuccessful;
    }

    @Override
    public TenantLimits of(Tenant tenant) {
        return overrides.getOrDefault(tenant, base);
    }

    private static void readFile(Path file, Map<Tenant, Settings> tenants, Problems problems) {
        try {
            String text = Files.readString(file);
            MappingNode top = YamlText.parse(file.toString(), text, problems);
            for (NodeTuple entry : top == null ? List.<NodeTuple>of() : top.getValue()) {
                readTop(file.toString(), entry, tenants, problems);
            }
        } catch (IOException e) {
            problems.error(file.toString(), "cannot be read: " + e.getMessage());
        }
    }

    private static void readTop(String file, NodeTuple entry, Map<Tenant, Settings> tenants, Problems problems) {
        String name = name(entry.getKeyNode());
        if (name.equals("overrides")) {
            readOverrides(file, entry.getValueNode(), tenants, problems);
        } else if (!OTHER_KEYS.contains(name)) {
            problems.error(
                    YamlText.where(file, entry.getKeyNode()),
                    "field " + name + " not found: the known keys are overrides, configs, multi_kv_config");
        }
    }

    private static void readOverrides(String file, Node value, Map<Tenant, Settings> tenants, Problems problems) {
        MappingNode byTenant = mapping(file, value, "overrides", problems);
        for (NodeTuple entry : byTenant == null ? List.<NodeTuple>of() : byTenant.getValue()) {
            String name = name(entry.getKeyNode());
            MappingNode limits = mapping(file, entry.getValueNode(), "overrides." + name, problems);
            try {
                Settings settings = tenants.computeIfAbsent(new Tenant(name), t -> new Settings(KeyRegistry.loki()));
                if (limits != null) {
                    KeyNode section = Objects.requireNonNull(settings.keys().find(LIMITS));
                    new LokiYaml(file, settings, problems).readSection(limits, section, LIMITS);
                }
            } catch (LodurException e) {
                problems.error(YamlText.where(file, entry.getKeyNode()), "overrides." + name + ": " + e.text());
            }
        }
    }

    private static @Nullable MappingNode mapping(String file, Node value, String path, Problems problems) {
        if (value instanceof MappingNode mapping) {
            return mapping;
        }
        if (!value.getTag().equals(Tag.NULL)) {
            problems.error(YamlText.where(file, value), path + " is not a section of keys");
        }
        return null;
    }

    private static String name(Node key) {
        return key instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
