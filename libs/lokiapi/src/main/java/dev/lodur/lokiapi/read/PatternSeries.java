package dev.lodur.lokiapi.read;

/**
 * A pattern of lines, and how many came when.
 *
 * @param seconds when, ascending, since 1970
 * @param counts how many, one for each time
 */
public record PatternSeries(String pattern, String level, long[] seconds, long[] counts) {}
