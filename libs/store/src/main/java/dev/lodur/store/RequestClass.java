package dev.lodur.store;

/** How the operators of buckets charge for a request. */
public enum RequestClass {
    /** The dear ones: PUT, COPY, LIST. */
    A,
    /** The cheap ones: GET, HEAD. */
    B,
    /** DELETE. */
    FREE
}
