/**
 * The write path up to the ingesters: a body is decoded, its entries are checked against the tenant's limits and
 * enriched, and the batch goes to enough ingesters for a quorum of each stream.
 *
 * <p>{@link dev.lodur.distributor.Distributor} is the one entry that HTTP edges call.
 */
@NullMarked
package dev.lodur.distributor;

import org.jspecify.annotations.NullMarked;
