package dev.lodur.app;

import dev.lodur.store.BucketOperation;
import dev.lodur.store.CountingObjectStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The requests to the bucket as metrics, because its operator charges for them. */
final class BucketMetrics {
    private BucketMetrics() {}

    static void observe(CountingObjectStore store, MeterRegistry registry) {
        for (BucketOperation operation : BucketOperation.values()) {
            FunctionCounter.builder("lodur_bucket_requests_total", store, counting -> counting.requests(operation))
                    .description("Requests to the bucket by their price class and operation.")
                    .tag("class", text(operation.requestClass()))
                    .tag("operation", text(operation))
                    .register(registry);
        }
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
