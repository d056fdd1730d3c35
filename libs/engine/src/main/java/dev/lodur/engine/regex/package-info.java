/**
 * Regular expressions with RE2's syntax and meaning over UTF-8 bytes, in time linear in the text.
 *
 * <p>{@link RegexParser} reads the text into {@link RegexNode}s; {@link RegexLiterals} finds literals that every match
 * contains; {@link Program} is the automaton over bytes and {@link LazyDfa} runs it. {@link Regex} is what others use.
 */
@NullMarked
package dev.lodur.engine.regex;

import org.jspecify.annotations.NullMarked;
