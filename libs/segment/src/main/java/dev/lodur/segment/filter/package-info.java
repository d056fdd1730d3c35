/** The substring filter of compacted segments: what of a line becomes an entry, and which entries a text calls for. */
@NullMarked
package dev.lodur.segment.filter;

import org.jspecify.annotations.NullMarked;
