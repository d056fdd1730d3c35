/**
 * Go's text templates, the language of LogQL's {@code line_format} and {@code label_format}, with the functions that
 * Loki adds.
 *
 * <p>A {@link Template} is parsed once into a tree of nodes: {@code Lexer} cuts the text into tokens, {@code Parser} and
 * {@code PipelineParser} build {@code Node}s and {@code Term}s. An {@code Execution} walks over the nodes for each log
 * line and an {@code Evaluator} computes the {@code Value}s. What one execution may cost is bounded by its {@code Budget}.
 */
@NullMarked
package dev.lodur.engine.template;

import org.jspecify.annotations.NullMarked;
