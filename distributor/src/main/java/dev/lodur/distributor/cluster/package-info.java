/** The distributor as an application of its own: its place in the cluster. */
@NullMarked
package dev.lodur.distributor.cluster;

import org.jspecify.annotations.NullMarked;
