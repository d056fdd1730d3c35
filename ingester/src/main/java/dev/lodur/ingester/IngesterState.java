package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/**
 * The life of an ingester: {@code Starting → Running → Stopping → Stopped}. The transitions are methods of the states
 * that allow them.
 */
public sealed interface IngesterState {
    /** Replays the log; answers nothing yet. */
    record Starting() implements IngesterState {
        Running started() {
            return new Running();
        }
    }

    /** Takes pushes and answers queries. */
    record Running() implements IngesterState {
        Stopping stop() {
            return new Stopping();
        }
    }

    /** Takes no more pushes, flushes, and still answers queries. */
    record Stopping() implements IngesterState {
        Stopped stopped() {
            return new Stopped();
        }
    }

    /** Does nothing any more. */
    record Stopped() implements IngesterState {}

    /** Throws unless pushes are taken. */
    default void requireAccepting() {
        switch (this) {
            case Starting() -> throw unavailable("the ingester is starting");
            case Running() -> {}
            case Stopping() -> throw unavailable("the ingester is shutting down");
            case Stopped() -> throw unavailable("the ingester is shutting down");
        }
    }

    /** Why the ingester is not ready, or an empty text where it is. */
    default String notReadyReason() {
        return switch (this) {
            case Starting() -> "Ingester not ready: Starting";
            case Running() -> "";
            case Stopping() -> "Application is stopping";
            case Stopped() -> "Application is stopping";
        };
    }

    private static LodurException unavailable(String message) {
        return new LodurException(ErrorCode.UNAVAILABLE, message);
    }
}
