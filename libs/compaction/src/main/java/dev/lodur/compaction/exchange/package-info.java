/** How lines get out of a bucket and into one without a server's queries: live keys, exports, imports. */
@NullMarked
package dev.lodur.compaction.exchange;

import org.jspecify.annotations.NullMarked;
