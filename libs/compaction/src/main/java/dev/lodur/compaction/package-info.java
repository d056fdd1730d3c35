/**
 * What is done to segments once they are in the bucket: they are merged, rewritten without some of their rows, expired,
 * checked, and found again where a catalog was lost. Knows no process, no clock of its own and no configuration file.
 */
@NullMarked
package dev.lodur.compaction;

import org.jspecify.annotations.NullMarked;
