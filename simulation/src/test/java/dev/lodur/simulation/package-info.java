/** A cluster in one thread, with everything that can go wrong; see {@code docs/architecture.md}. */
@NullMarked
package dev.lodur.simulation;

import org.jspecify.annotations.NullMarked;
