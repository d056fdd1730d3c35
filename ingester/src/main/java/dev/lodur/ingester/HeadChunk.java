package dev.lodur.ingester;

import dev.lodur.model.RowBlock;

/** Rows of one stream in the head, open or sealed, with what is known of them before they are looked at. */
interface HeadChunk {
    long minTimestampNanos();

    long maxTimestampNanos();

    int rows();

    int lineBytes();

    /** The rows in the order of time, and of arrival for equal times; decompresses where they are compressed. */
    RowBlock open();
}
