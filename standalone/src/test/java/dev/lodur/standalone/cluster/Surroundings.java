package dev.lodur.standalone.cluster;

import dev.lodur.s3.S3Server;
import dev.lodur.testkit.consul.ConsulAgent;

/** What a cluster needs that is not Lodur. */
record Surroundings(ConsulAgent consul, S3Server bucket) implements AutoCloseable {
    @Override
    public void close() {
        consul.close();
        bucket.close();
    }
}
