/**
 * The bucket and what leads to it: the {@link dev.lodur.store.ObjectStore} port with its implementations, the names of
 * objects, the catalog of a day's live segments, and the spool in which finished slices wait for their upload.
 *
 * <p>Words used here: a <em>generation</em> is one cut of an ingester's head; a <em>slice</em> is a generation's part of
 * one tenant and UTC day, written as one segment file; a slice is <em>committed</em> once the day's catalog names it.
 */
@NullMarked
package dev.lodur.store;

import org.jspecify.annotations.NullMarked;
