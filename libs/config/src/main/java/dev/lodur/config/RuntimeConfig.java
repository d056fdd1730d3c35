package dev.lodur.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the limits of single tenants stand: {@code runtime_config}, or the older {@code per_tenant_override_config}.
 *
 * @param files read in this order, a later one wins; empty for none
 * @param period how often they are read again
 */
public record RuntimeConfig(List<Path> files, Duration period) {
    public RuntimeConfig {
        files = List.copyOf(files);
    }

    static RuntimeConfig of(Settings settings) {
        boolean old = settings.text("runtime_config.file").isEmpty();
        String names = settings.text(old ? "limits_config.per_tenant_override_config" : "runtime_config.file");
        return new RuntimeConfig(
                Stream.of(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .toList(),
                settings.duration(old ? "limits_config.per_tenant_override_period" : "runtime_config.period"));
    }
}
