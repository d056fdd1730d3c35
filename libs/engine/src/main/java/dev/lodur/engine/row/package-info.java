/**
 * Pipelines that work on one row after the other: parsers that take labels out of lines, and stages that rewrite labels
 * or lines.
 *
 * <p>A {@link dev.lodur.engine.row.Row} is the state of the row at hand; {@link dev.lodur.engine.row.RowStep}s change it in
 * turn. Values stay bytes from the line to the answer, and nothing is allocated for a row but what a template makes.
 */
@NullMarked
package dev.lodur.engine.row;

import org.jspecify.annotations.NullMarked;
