/**
 * The numbers of metric queries: what a range aggregation keeps of a series, and what is made of whole series.
 *
 * <p>Knows neither blocks nor labels of lines: samples come in any order, as times and values.
 */
@NullMarked
package dev.lodur.engine.metric;

import org.jspecify.annotations.NullMarked;
