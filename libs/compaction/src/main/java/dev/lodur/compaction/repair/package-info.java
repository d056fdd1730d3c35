/** How a bucket is checked against its catalogs, and how a lost catalog is made again. */
@NullMarked
package dev.lodur.compaction.repair;

import org.jspecify.annotations.NullMarked;
