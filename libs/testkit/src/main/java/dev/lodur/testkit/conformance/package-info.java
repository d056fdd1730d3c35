/**
 * Replays recorded pushes and queries against a server that speaks Loki's API and compares its answers with Loki's.
 *
 * <p>A {@link dev.lodur.testkit.conformance.Suite} is a folder of JSON files; the {@link
 * dev.lodur.testkit.conformance.ConformanceRunner} sends its cases and gives an {@link
 * dev.lodur.testkit.conformance.Outcome} for each.
 */
@NullMarked
package dev.lodur.testkit.conformance;

import org.jspecify.annotations.NullMarked;
