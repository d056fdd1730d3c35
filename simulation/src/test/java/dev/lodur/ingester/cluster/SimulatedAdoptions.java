package dev.lodur.ingester.cluster;

import dev.lodur.ring.consul.ConsulRing;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Takes adopted members out of the ring as the service does.
 *
 * @param adopted what an ingester tells
 * @param step what the service does again and again
 */
public record SimulatedAdoptions(Consumer<String> adopted, Runnable step) {
    public static SimulatedAdoptions of(ConsulRing ring, LongSupplier nanoClock) {
        AdoptedMembers members = new AdoptedMembers(ring, nanoClock);
        return new SimulatedAdoptions(members::adopted, members::step);
    }
}
