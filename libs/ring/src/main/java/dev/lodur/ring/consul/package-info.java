/**
 * The ring in Consul: each member owns one key that a session holds, and everybody follows the keys with blocking queries.
 *
 * <p>{@link dev.lodur.ring.consul.Consul} is the port; {@link dev.lodur.ring.consul.HttpConsul} speaks to an agent.
 * {@link dev.lodur.ring.consul.RingMembership} is a member's side, {@link dev.lodur.ring.consul.ConsulRing} that of those
 * who look.
 */
@NullMarked
package dev.lodur.ring.consul;

import org.jspecify.annotations.NullMarked;
