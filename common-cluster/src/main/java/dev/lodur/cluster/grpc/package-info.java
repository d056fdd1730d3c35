/** The libraries' ports on the wire: servers that answer from them, and clients that stand for them. */
@NullMarked
package dev.lodur.cluster.grpc;

import org.jspecify.annotations.NullMarked;
