/**
 * The query engine once more, in the plainest way: strings, maps, and a loop over all entries for every window. Nothing is
 * fast, and nothing is taken from the engine but templates, so that what both answer is likely to be right.
 */
@NullMarked
package dev.lodur.engine.reference;

import org.jspecify.annotations.NullMarked;
