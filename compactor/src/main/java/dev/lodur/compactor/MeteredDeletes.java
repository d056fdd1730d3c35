package dev.lodur.compactor;

import dev.lodur.model.Tenant;
import dev.lodur.store.DeleteRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What becomes of delete requests as metrics. */
final class MeteredDeletes implements DeleteMetrics {
    private final MeterRegistry registry;
    private final Counter loads;
    private final Counter failedLoads;
    private final Map<Tenant, LongAdder> deletedLines = new ConcurrentHashMap<>();
    private volatile int pending;
    /** 0 where none waits. */
    private volatile long oldestMillis;

    MeteredDeletes(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        loads = loads("success");
        failedLoads = loads("failure");
        Gauge.builder("loki_compactor_pending_delete_requests_count", this, now -> now.pending)
                .description("Delete requests whose lines are not all removed yet, as last read.")
                .register(registry);
        Gauge.builder("loki_compactor_oldest_pending_delete_request_age_seconds", this, now -> now.ageSeconds(clock))
                .description("How long the oldest delete request waits.")
                .register(registry);
    }

    private Counter loads(String status) {
        return Counter.builder("loki_compactor_load_pending_requests_attempts_total")
                .description("Readings of the delete requests that wait, by their outcome.")
                .tag("status", status)
                .register(registry);
    }

    private double ageSeconds(Clock clock) {
        return oldestMillis == 0 ? 0 : Math.max(0, clock.millis() - oldestMillis) / 1e3;
    }

    @Override
    public void received(Tenant tenant) {
        requests("loki_compactor_delete_requests_received_total", "Delete requests taken in.", tenant)
                .increment();
    }

    @Override
    public void processed(Tenant tenant, int requests) {
        requests("loki_compactor_delete_requests_processed_total", "Delete requests whose lines are removed.", tenant)
                .increment(requests);
    }

    private Counter requests(String name, String description, Tenant tenant) {
        return Counter.builder(name)
                .description(description)
                .tag("user", tenant.id())
                .register(registry);
    }

    /** A gauge that only grows: as a counter it would get another name than Loki's. */
    @Override
    public void deletedLines(Tenant tenant, long lines) {
        deletedLines.computeIfAbsent(tenant, this::deletedLines).add(lines);
    }

    private LongAdder deletedLines(Tenant tenant) {
        LongAdder lines = new LongAdder();
        Gauge.builder("loki_compactor_deleted_lines", lines, LongAdder::sum)
                .description("Lines removed for delete requests.")
                .tag("user", tenant.id())
                .register(registry);
        return lines;
    }

    @Override
    public void loaded(List<DeleteRequest> requests) {
        pending = requests.size();
        oldestMillis = requests.stream()
                .mapToLong(DeleteRequest::createdAtMillis)
                .min()
                .orElse(0);
        loads.increment();
    }

    @Override
    public void loadFailed() {
        failedLoads.increment();
    }
}
