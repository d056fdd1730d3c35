package dev.lodur.testkit.conformance;

import java.time.Duration;

/**
 * How long to wait.
 *
 * @param queryable until the corpus can be queried
 * @param settle until a query after a write is right
 * @param pause between two attempts
 */
public record Patience(Duration queryable, Duration settle, Duration pause) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofMillis(100));
}
