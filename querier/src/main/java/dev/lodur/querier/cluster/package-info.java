/** The querier as an application of its own: its place in the cluster. */
@NullMarked
package dev.lodur.querier.cluster;

import org.jspecify.annotations.NullMarked;
