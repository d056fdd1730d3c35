/** The parts of Parquet that segments use: encodings, pages, the thrift footer. Knows nothing of the index. */
@NullMarked
package dev.lodur.segment.parquet;

import org.jspecify.annotations.NullMarked;
