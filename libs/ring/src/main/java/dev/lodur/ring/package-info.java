/**
 * Where a stream's replicas are: members with tokens on a ring of 2^32 places.
 *
 * <p>{@link dev.lodur.ring.RingView} is an immutable picture that callers keep for one request; {@link
 * dev.lodur.ring.Ring} hands out the newest one.
 */
@NullMarked
package dev.lodur.ring;

import org.jspecify.annotations.NullMarked;
