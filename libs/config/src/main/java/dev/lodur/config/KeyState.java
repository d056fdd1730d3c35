package dev.lodur.config;

/** What Lodur does with a key of Loki's. */
enum KeyState {
    /** The value is obeyed. */
    USED,
    /** The key is Loki's, its value is checked and has no effect. */
    ACCEPTED,
    /** An old key, or one that Lodur solves differently: a warning says how. */
    REPLACED
}
