/**
 * What is kept and what goes: lines older than their period, and the oldest ones of what is too much. Plans only; who
 * changes the bucket is behind {@link dev.lodur.compaction.retention.Rewriter}.
 */
@NullMarked
package dev.lodur.compaction.retention;

import org.jspecify.annotations.NullMarked;
