package dev.lodur.logql;

import dev.lodur.model.LodurException;

/** Makes the exception for a mistake at a place that the caller knows. */
@FunctionalInterface
interface ErrorSink {
    LodurException error(String message);
}
