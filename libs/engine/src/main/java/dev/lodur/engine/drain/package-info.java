/**
 * Finds the patterns of log lines: texts with {@code <_>} where lines differ, and how often lines of each came.
 *
 * <p>The method is Drain's (He, Zhu, Zheng and Lyu, "Drain: An Online Log Parsing Approach with Fixed Depth Tree", 2017):
 * a line walks a tree of bounded depth by its form and its first words, and joins the most similar group that it finds
 * there. A pattern is good for LogQL's {@code |>}, and matches each line that it was made from: see {@link
 * dev.lodur.engine.drain.LineWords}. Nothing here knows the rest of the engine.
 */
@NullMarked
package dev.lodur.engine.drain;

import org.jspecify.annotations.NullMarked;
