/** The ingester as an application of its own: its place in the cluster. */
@NullMarked
package dev.lodur.ingester.cluster;

import org.jspecify.annotations.NullMarked;
