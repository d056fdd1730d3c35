package dev.lodur.segment;

import dev.lodur.model.RowBlock;
import dev.lodur.segment.parquet.Page;

/**
 * A block of a segment, with the pages of its times and lines as they are stored: what a merge copies. Valid as long as the
 * reader that it comes from stays at the block.
 *
 * @param rows the same block, decoded
 * @param bytes where the bodies of both pages stand
 * @param timestampsAt the first byte of the body of the page of times
 * @param linesAt the first byte of the body of the page of lines
 */
public record StoredBlock(RowBlock rows, byte[] bytes, Page timestamps, int timestampsAt, Page lines, int linesAt) {}
