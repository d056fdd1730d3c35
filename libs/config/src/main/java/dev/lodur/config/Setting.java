package dev.lodur.config;

/**
 * The value of one key and where it comes from.
 *
 * @param value of the key's kind; of a list, the number of its sections
 * @param where the place for messages: {@code loki.yml:12} or {@code -flag}
 */
record Setting(KeySpec key, String path, Object value, String where) {}
