package dev.lodur.http;

import dev.lodur.config.LokiConfig;

/** Something that takes changes of the configuration while the process runs. */
public interface Reloadable {
    /** Whether a change of this key is taken; {@code key} is its path in the file, such as {@code server.log_level}. */
    boolean takes(String key);

    /**
     * Takes the configuration as it is now, of which only the keys that are taken count. What cannot be done is a
     * {@link dev.lodur.model.LodurException}, and the last good values stay in force.
     */
    void reload(LokiConfig now);
}
