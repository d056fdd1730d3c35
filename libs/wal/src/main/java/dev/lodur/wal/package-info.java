/**
 * The ingester's write-ahead log: batches as opaque bytes, on the disk before they are acknowledged. {@link
 * dev.lodur.wal.Wal} is the log, {@link dev.lodur.wal.WalFormat} its files, {@link dev.lodur.wal.WalRoot} the folder of
 * an instance with its lock.
 *
 * <p>Words: a record is <em>written</em> when the file has its bytes, <em>durable</em> when a force covered them,
 * <em>acknowledged</em> when {@code append} returned. A file is <em>sealed</em> when nothing is written to it any more.
 */
@NullMarked
package dev.lodur.wal;

import org.jspecify.annotations.NullMarked;
