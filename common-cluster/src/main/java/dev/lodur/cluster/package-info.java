/** What services that run apart share: the ring in Consul, the names of services, and gRPC channels. */
@NullMarked
package dev.lodur.cluster;

import org.jspecify.annotations.NullMarked;
