/**
 * The read side of Loki's HTTP API without a server: parameters in, JSON and error texts out.
 *
 * <p>A request becomes {@link dev.lodur.lokiapi.read.Parameters}, then one of the query records; the answer is written
 * by a writer of this package straight to an {@link java.io.OutputStream}. Nothing here knows HTTP classes.
 */
@NullMarked
package dev.lodur.lokiapi.read;

import org.jspecify.annotations.NullMarked;
