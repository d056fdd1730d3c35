package dev.lodur.http;

import dev.lodur.config.KeyValues;
import dev.lodur.config.LokiConfig;
import dev.lodur.model.LodurException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the configuration again while the process runs. What can change changes, what cannot is named in a warning until
 * the process is started again, and a broken file changes nothing. Thread-safe.
 */
public final class ConfigReload {
    private static final Logger LOG = Logger.getLogger(ConfigReload.class.getName());

    private final Supplier<LokiConfig> loader;
    private final List<Reloadable> reloadables;
    private volatile KeyValues inForce;
    private volatile boolean lastSuccessful = true;

    /**
     * @param started what the process was started with
     * @param loader reads the configuration anew; mistakes are a {@link LodurException}
     */
    public ConfigReload(LokiConfig started, Supplier<LokiConfig> loader, List<Reloadable> reloadables) {
        this.loader = loader;
        this.reloadables = List.copyOf(reloadables);
        this.inForce = started.keys();
    }

    /** Reads again and takes over; never throws because of what was read. */
    public synchronized void reload() {
        try {
            lastSuccessful = take(loader.get());
        } catch (LodurException e) {
            lastSuccessful = false;
            LOG.log(
                    Level.SEVERE,
                    "the configuration was not read again, the last good one stays in force: {0}",
                    e.text());
        }
    }

    /** Every key with the value in force as YAML, secrets masked. */
    public String asYaml() {
        return inForce.asYaml();
    }

    /** Whether the configuration was without mistakes when last read. */
    public boolean lastSuccessful() {
        return lastSuccessful;
    }

    private boolean take(LokiConfig now) {
        Set<String> changed = inForce.changedTo(now.keys());
        boolean good = true;
        for (Reloadable reloadable : reloadables) {
            good &= took(reloadable, now);
        }
        inForce = inForce.with(now.keys(), this::isTaken);
        report(changed);
        return good;
    }

    private static boolean took(Reloadable reloadable, LokiConfig now) {
        try {
            reloadable.reload(now);
            return true;
        } catch (LodurException e) {
            LOG.log(Level.SEVERE, "a part of the configuration was not taken over: {0}", e.text());
            return false;
        }
    }

    private boolean isTaken(String key) {
        return reloadables.stream().anyMatch(reloadable -> reloadable.takes(key));
    }

    private void report(Set<String> changed) {
        Set<String> taken = new TreeSet<>(changed);
        taken.removeIf(key -> !isTaken(key));
        Set<String> fixed = new TreeSet<>(changed);
        fixed.removeAll(taken);
        LOG.log(
                Level.INFO,
                "the configuration was read again, changed: {0}",
                taken.isEmpty() ? "nothing" : String.join(", ", taken));
        if (!fixed.isEmpty()) {
            LOG.log(Level.WARNING, "changed only with the next start: {0}", String.join(", ", fixed));
        }
    }
}
