/**
 * LogQL, Loki's query language: lexer, parser, syntax tree, rules and printers.
 *
 * <p>Read {@link dev.lodur.logql.Expr} for the tree, {@link dev.lodur.logql.LogqlParser} for the way in and {@link
 * dev.lodur.logql.CanonicalPrinter} for the way out. Everything here is a value or a pure function and safe to share
 * between threads. Bad queries end as a {@link dev.lodur.model.LodurException} with Loki's wording, never otherwise.
 */
@NullMarked
package dev.lodur.logql;

import org.jspecify.annotations.NullMarked;
