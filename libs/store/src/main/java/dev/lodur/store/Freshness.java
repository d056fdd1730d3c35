package dev.lodur.store;

import java.time.Duration;

/** How old a catalog may be that a reader is content with. */
public sealed interface Freshness {
    /** As it was at most so long before the call. */
    record MaxAge(Duration age) implements Freshness {}

    /** As it is during the call. */
    record Revalidate() implements Freshness {}
}
