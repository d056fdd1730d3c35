/** A real Consul agent for tests. */
@NullMarked
package dev.lodur.testkit.consul;

import org.jspecify.annotations.NullMarked;
