/**
 * The segment file: one valid Parquet file with Lodur's own index between its last page and its footer. What stands
 * here does not depend on the version of the format; {@link dev.lodur.segment.v1.SegmentFormat} specifies version 1.
 */
@NullMarked
package dev.lodur.segment;

import org.jspecify.annotations.NullMarked;
