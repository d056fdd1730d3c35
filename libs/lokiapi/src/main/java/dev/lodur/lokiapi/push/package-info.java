/**
 * Bodies of pushes: decompression with hard limits, the three wire forms (snappy-protobuf, JSON, OTLP) and the texts of
 * labels, decoded into byte ranges that a {@link dev.lodur.lokiapi.push.PushVisitor} sees one after the other.
 *
 * <p>Nothing here keeps a line: ranges point into the body or into scratch that the next call overwrites.
 */
@NullMarked
package dev.lodur.lokiapi.push;

import org.jspecify.annotations.NullMarked;
