package dev.lodur.ring.consul;

import dev.lodur.testkit.ManualClock;

class MemoryConsulTest extends ConsulContract {
    private final MemoryConsul consul = new MemoryConsul(new ManualClock());

    @Override
    Consul consul() {
        return consul;
    }

    @Override
    String prefix() {
        return "test/";
    }
}
