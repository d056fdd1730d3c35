/** Version 1 of the segment file; {@link dev.lodur.segment.v1.SegmentFormat} is its specification. */
@NullMarked
package dev.lodur.segment.v1;

import org.jspecify.annotations.NullMarked;
