/** What is in log lines, found by looking: fields with their types, and labels that are worth choosing by. */
@NullMarked
package dev.lodur.engine.fields;

import org.jspecify.annotations.NullMarked;
