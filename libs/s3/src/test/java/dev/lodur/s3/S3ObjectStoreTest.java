package dev.lodur.s3;

import dev.lodur.store.ObjectStore;
import dev.lodur.store.ObjectStoreContractTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class S3ObjectStoreTest extends ObjectStoreContractTest {
    private final S3Server server = S3Server.start();

    @Override
    protected ObjectStore emptyStore() {
        return new S3ObjectStore(S3Clients.of(server), server.bucket(), Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        server.stop();
    }
}
