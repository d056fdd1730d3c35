package dev.lodur.config;

/**
 * Keys in Consul that hold configuration: {@code consul_kv}, a section of Lodur's own.
 *
 * @param settingsKey a properties file that is read at start; empty for none
 * @param overridesKey limits of single tenants, followed while the process runs; empty for none
 */
public record ConsulKvConfig(String settingsKey, String overridesKey) {
    static ConsulKvConfig of(Settings settings) {
        return new ConsulKvConfig(
                key(settings.text("consul_kv.settings_key")), key(settings.text("consul_kv.overrides_key")));
    }

    /** Consul's keys have no slash at the start; people write one. */
    private static String key(String text) {
        return text.replaceAll("^/+", "");
    }
}
