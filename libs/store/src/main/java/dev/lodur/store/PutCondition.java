package dev.lodur.store;

/** What must hold of the object under a key for a put to happen. */
public sealed interface PutCondition {
    /** No condition: whatever is there is replaced. */
    PutCondition ALWAYS = new Always();

    /** There is no object ({@code If-None-Match: *}). */
    PutCondition IF_ABSENT = new IfAbsent();

    /** No condition; see {@link #ALWAYS}. */
    record Always() implements PutCondition {}

    /** There is no object; see {@link #IF_ABSENT}. */
    record IfAbsent() implements PutCondition {}

    /** The object is there with this ETag ({@code If-Match}); a missing object does not match. */
    record IfMatch(String etag) implements PutCondition {}
}
