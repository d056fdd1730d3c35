package dev.lodur.store;

import dev.lodur.testkit.ManualClock;

class MemoryObjectStoreTest extends ObjectStoreContractTest {
    @Override
    protected ObjectStore emptyStore() {
        return new MemoryObjectStore(new ManualClock());
    }
}
