package dev.lodur.engine;

import dev.lodur.model.Labels;

/**
 * A stream with how much of it lies in a range.
 *
 * @param labels the stream's labels
 * @param rows entries in the range, or a little more where only whole blocks are counted
 * @param lineBytes bytes of their lines
 * @param metadataBytes bytes of names and values of their structured metadata
 */
public record StreamSummary(Labels labels, long rows, long lineBytes, long metadataBytes) {}
