/** What blocks must have to hold rows that a pipeline keeps: by which the filters of segments leave others out. */
@NullMarked
package dev.lodur.engine.prune;

import org.jspecify.annotations.NullMarked;
