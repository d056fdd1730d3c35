/**
 * The ingester: takes batches into the write-ahead log and the head, answers queries from head and spool, and flushes
 * generations of the head into segments.
 */
@NullMarked
package dev.lodur.ingester;

import org.jspecify.annotations.NullMarked;
