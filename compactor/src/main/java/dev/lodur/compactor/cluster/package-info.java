/** The compactor as an application of its own: its place in the cluster. */
@NullMarked
package dev.lodur.compactor.cluster;

import org.jspecify.annotations.NullMarked;
