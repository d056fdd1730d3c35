package dev.lodur.store;

/** What a get answers that asks only for a version other than the known one. */
public sealed interface ConditionalGet {
    /** The object still has the ETag that the caller knows. */
    record Unchanged() implements ConditionalGet {}

    /** The object as it is now. */
    record Changed(byte[] bytes, String etag) implements ConditionalGet {}

    /** There is no such object. */
    record Missing() implements ConditionalGet {}
}
