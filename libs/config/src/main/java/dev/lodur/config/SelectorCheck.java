package dev.lodur.config;

import java.util.Optional;

/**
 * Says what is wrong with a selector of streams, for the person who wrote it; empty where nothing is. The configuration
 * knows no LogQL itself: who starts a process brings what does. Thread-safe.
 */
@FunctionalInterface
public interface SelectorCheck {
    /** Takes every selector: for processes that use none. */
    SelectorCheck NONE = selector -> Optional.empty();

    Optional<String> problem(String selector);
}
