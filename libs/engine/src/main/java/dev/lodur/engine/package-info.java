/**
 * Runs LogQL over blocks of rows, wherever they come from: an ingester's head, its spool, segments, another process.
 *
 * <p>A query is compiled once into a {@code LogQueryPlan}: matchers on streams and stages on rows. Stages work on whole
 * blocks: a {@link Selection} says which rows are left, and lines, times and labels are looked at only for those. Plans,
 * filters and stages are immutable and shared by threads; a {@link RowBatch} and its block belong to one thread at a time.
 */
@NullMarked
package dev.lodur.engine;

import org.jspecify.annotations.NullMarked;
