/** The compactor: the one process that looks after the bucket as a whole. */
@NullMarked
package dev.lodur.compactor;

import org.jspecify.annotations.NullMarked;
