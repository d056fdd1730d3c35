package dev.lodur.compaction.exchange;

import dev.lodur.model.Labels;

/** One line with all that belongs to it, as exports write and imports read it. */
public record ExportedRow(long timestampNanos, Labels labels, Labels metadata, String line) {}
