package dev.lodur.config;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The limits of single tenants, from Loki's runtime files and from a key in Consul. A tenant's limits start from those of
 * the configuration file; only listed keys change. Of several files the later wins, and Consul wins over the files, both
 * key by key. Whatever is broken changes nothing: the last good text of each source stays in force.
 *
 * <p>Thread-safe: {@link #of} is a look-up in a map that changes replace as a whole.
 */
public final class TenantOverrides implements TenantLimits.Source {
    private static final System.Logger LOGGER = System.getLogger(TenantOverrides.class.getName());

    private final List<Path> files;
    private final String key;
    private final SelectorCheck selectors;
    private List<Text> fileTexts = List.of();
    private Text keyText;
    private boolean filesGood = true;
    private boolean keyGood = true;
    private volatile InForce inForce;

    /** A text and the name that messages give it. */
    private record Text(String source, String content) {}

    private record InForce(TenantLimits base, Map<Tenant, TenantLimits> tenants, List<String> warnings) {}

    private TenantOverrides(List<Path> files, String key, TenantLimits base, SelectorCheck selectors) {
        this.selectors = selectors;
        this.files = List.copyOf(files);
        this.key = "consul:" + key;
        this.keyText = new Text(this.key, "");
        this.inForce = new InForce(base, Map.of(), List.of());
    }

    /**
     * Reads the files for the first time; what is wrong with them is an {@link ErrorCode#INVALID_REQUEST}. The value of the
     * key comes by {@link #accept}.
     */
    public static TenantOverrides open(
            RuntimeConfig runtime, ConsulKvConfig keys, TenantLimits base, SelectorCheck selectors) {
        TenantOverrides overrides = new TenantOverrides(runtime.files(), keys.overridesKey(), base, selectors);
        overrides.reload();
        return overrides;
    }

    /** Reads the files again. Files with mistakes are an {@link ErrorCode#INVALID_REQUEST} and change nothing. */
    public synchronized void reload() {
        filesGood = false;
        List<Text> texts = read();
        take(compile(texts, keyText, inForce.base()));
        fileTexts = texts;
        filesGood = true;
    }

    /**
     * Takes the value that the key in Consul has now, empty where it is gone. A text with mistakes is an
     * {@link ErrorCode#INVALID_REQUEST} that names each by its line, and changes nothing.
     */
    public synchronized void accept(String yaml) {
        keyGood = false;
        Text text = new Text(key, yaml);
        take(compile(fileTexts, text, inForce.base()));
        keyText = text;
        keyGood = true;
    }

    /** Sets the limits that tenants start from. */
    public synchronized void rebase(TenantLimits base) {
        take(compile(fileTexts, keyText, base));
    }

    /** Whether files and key were without mistakes when last read: {@code loki_runtime_config_last_reload_successful}. */
    public synchronized boolean lastReloadSuccessful() {
        return filesGood && keyGood;
    }

    @Override
    public TenantLimits of(Tenant tenant) {
        InForce now = inForce;
        return now.tenants().getOrDefault(tenant, now.base());
    }

    private List<Text> read() {
        Problems problems = new Problems();
        List<Text> texts = new ArrayList<>();
        for (Path file : files) {
            try {
                texts.add(new Text(file.toString(), Files.readString(file)));
            } catch (IOException e) {
                problems.error(file.toString(), "cannot be read: " + e.getMessage());
            }
        }
        problems.throwErrors();
        return texts;
    }

    /** Puts limits in force; what a person should know about them goes to the log when it is new. */
    private void take(InForce next) {
        next.warnings().stream()
                .filter(warning -> !inForce.warnings().contains(warning))
                .forEach(warning -> LOGGER.log(System.Logger.Level.WARNING, warning));
        inForce = next;
    }

    private InForce compile(List<Text> files, Text key, TenantLimits base) {
        Problems problems = new Problems();
        OverridesReader reader = new OverridesReader(selectors, problems);
        files.forEach(text -> reader.read(text.source(), text.content()));
        reader.read(key.source(), key.content());
        Map<Tenant, TenantLimits> tenants = reader.limits(base);
        problems.throwErrors();
        return new InForce(base, tenants, problems.warnings());
    }
}
