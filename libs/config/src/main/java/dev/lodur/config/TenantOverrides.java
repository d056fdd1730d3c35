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
    private final List<Path> files;
    private final String key;
    private List<Text> fileTexts = List.of();
    private Text keyText;
    private boolean filesGood = true;
    private boolean keyGood = true;
    private volatile InForce inForce;

    /** A text and the name that messages give it. */
    private record Text(String source, String content) {}

    private record InForce(TenantLimits base, Map<Tenant, TenantLimits> tenants) {}

    private TenantOverrides(List<Path> files, String key, TenantLimits base) {
        this.files = List.copyOf(files);
        this.key = "consul:" + key;
        this.keyText = new Text(this.key, "");
        this.inForce = new InForce(base, Map.of());
    }

    /**
     * Reads the files for the first time; what is wrong with them is an {@link ErrorCode#INVALID_REQUEST}. The value of the
     * key comes by {@link #accept}.
     */
    public static TenantOverrides open(RuntimeConfig runtime, ConsulKvConfig keys, TenantLimits base) {
        TenantOverrides overrides = new TenantOverrides(runtime.files(), keys.overridesKey(), base);
        overrides.reload();
        return overrides;
    }

    /** Reads the files again. Files with mistakes are an {@link ErrorCode#INVALID_REQUEST} and change nothing. */
    public synchronized void reload() {
        filesGood = false;
        List<Text> texts = read();
        inForce = compile(texts, keyText, inForce.base());
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
        inForce = compile(fileTexts, text, inForce.base());
        keyText = text;
        keyGood = true;
    }

    /** Sets the limits that tenants start from. */
    public synchronized void rebase(TenantLimits base) {
        inForce = compile(fileTexts, keyText, base);
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

    private static InForce compile(List<Text> files, Text key, TenantLimits base) {
        Problems problems = new Problems();
        OverridesReader reader = new OverridesReader(problems);
        files.forEach(text -> reader.read(text.source(), text.content()));
        reader.read(key.source(), key.content());
        Map<Tenant, TenantLimits> tenants = reader.limits(base);
        problems.throwErrors();
        return new InForce(base, tenants);
    }
}
