package dev.lodur.config;

import java.util.Map;
import java.util.Set;

/** Fills keys of the rings that nobody set: from what the process runs, and from the variables that Consul's tools read. */
final class RoleDefaults {
    private static final String ADDRESS = "CONSUL_HTTP_ADDR";
    private static final String TOKEN = "CONSUL_HTTP_TOKEN";
    private static final String IN_PROCESS = "inmemory";
    private static final String SOCKET_SCHEME = "unix:";

    private final Settings settings;
    private final Map<String, String> environment;
    private final Problems problems;

    RoleDefaults(Settings settings, Map<String, String> environment, Problems problems) {
        this.settings = settings;
        this.environment = environment;
        this.problems = problems;
    }

    void apply(Set<Target> targets) {
        String address = environment.getOrDefault(ADDRESS, "");
        String token = environment.getOrDefault(TOKEN, "");
        for (String ring : CommonInheritance.RINGS) {
            if (targets.contains(Target.ALL)) {
                keepInProcess(ring + ".kvstore.store");
            }
            if (!address.isEmpty() && !address.startsWith(SOCKET_SCHEME)) {
                settings.putIfAbsent(ring + ".kvstore.consul.host", address, ADDRESS);
            }
            if (!token.isEmpty()) {
                settings.putIfAbsent(ring + ".kvstore.consul.acl_token", new Secret(token), TOKEN);
            }
        }
    }

    private void keepInProcess(String store) {
        if (settings.isSet(store) && !settings.text(store).equals(IN_PROCESS)) {
            problems.warn(
                    settings.where(store),
                    "kvstore.store is " + settings.text(store)
                            + ", not used: one process that runs everything is a ring by itself");
        }
        settings.put(new Setting(settings.keys().get(store), store, IN_PROCESS, "-target"));
    }
}
