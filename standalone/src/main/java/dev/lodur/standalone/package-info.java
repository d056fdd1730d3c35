/** The four roles in one process: assembly, and nothing else. */
@NullMarked
package dev.lodur.standalone;

import org.jspecify.annotations.NullMarked;
