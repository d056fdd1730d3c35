/**
 * What an operator runs on a bucket: each command reads its options, has the work done by the compaction library, and
 * prints what came of it.
 */
@NullMarked
package dev.lodur.compactor.command;

import org.jspecify.annotations.NullMarked;
