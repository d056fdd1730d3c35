/** The values every part of Lodur speaks in, and the byte layouts in which they travel. Knows only the JDK. */
@NullMarked
package dev.lodur.model;

import org.jspecify.annotations.NullMarked;
