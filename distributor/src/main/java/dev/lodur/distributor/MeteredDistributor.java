package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.Tenant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The distributor's figures under Loki's names. */
final class MeteredDistributor implements DistributorMetrics {
    private final MeterRegistry registry;

    MeteredDistributor(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void received(Tenant tenant, PushKind kind, long lineBytes, long metadataBytes, long lines) {
        counter("loki_distributor_bytes_received_total", tenant, kind).increment(lineBytes + metadataBytes);
        counter("loki_distributor_structured_metadata_bytes_received_total", tenant, kind)
                .increment(metadataBytes);
        counter("loki_distributor_lines_received_total", tenant, kind).increment(lines);
    }

    private Counter counter(String name, Tenant tenant, PushKind kind) {
        return registry.counter(name, "tenant", tenant.id(), "format", kind.format());
    }

    @Override
    public void discarded(Tenant tenant, PushKind kind, DiscardReason reason, long samples, long bytes) {
        String label = reason.name().toLowerCase(Locale.ROOT);
        registry.counter(
                        "loki_discarded_samples_total", "reason", label, "tenant", tenant.id(), "format", kind.format())
                .increment(samples);
        registry.counter("loki_discarded_bytes_total", "reason", label, "tenant", tenant.id(), "format", kind.format())
                .increment(bytes);
    }

    @Override
    public void metadataSanitized(Tenant tenant, long pairs) {
        registry.counter("loki_distributor_push_structured_metadata_sanitized_total", "tenant", tenant.id())
                .increment(pairs);
    }

    @Override
    public void ingesterAppend(String ingester, boolean failed) {
        registry.counter("loki_distributor_ingester_appends_total", "ingester", ingester)
                .increment();
        if (failed) {
            registry.counter("loki_distributor_ingester_append_failures_total", "ingester", ingester)
                    .increment();
        }
    }

    @Override
    public void underReplicated(Tenant tenant, int streams) {
        registry.counter("lodur_distributor_under_replicated_streams_total", "tenant", tenant.id())
                .increment(streams);
    }
}
