package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.Tenant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Metrics that tests look at. */
final class CountingMetrics implements DistributorMetrics {
    final Map<DiscardReason, Long> discardedSamples = new EnumMap<>(DiscardReason.class);
    final Map<DiscardReason, Long> discardedBytes = new EnumMap<>(DiscardReason.class);
    final Map<String, Long> appends = new TreeMap<>();
    final Map<String, Long> appendFailures = new TreeMap<>();
    long lines;
    long lineBytes;
    long metadataBytes;
    long sanitized;
    long underReplicated;

    @Override
    public synchronized void received(Tenant tenant, PushKind kind, long bytes, long ofMetadata, long count) {
        lineBytes += bytes;
        metadataBytes += ofMetadata;
        lines += count;
    }

    @Override
    public synchronized void discarded(Tenant tenant, PushKind kind, DiscardReason reason, long samples, long bytes) {
        discardedSamples.merge(reason, samples, Long::sum);
        discardedBytes.merge(reason, bytes, Long::sum);
    }

    @Override
    public synchronized void metadataSanitized(Tenant tenant, long pairs) {
        sanitized += pairs;
    }

    @Override
    public synchronized void ingesterAppend(String ingester, boolean failed) {
        appends.merge(ingester, 1L, Long::sum);
        if (failed) {
            appendFailures.merge(ingester, 1L, Long::sum);
        }
    }

    @Override
    public synchronized void underReplicated(Tenant tenant, int streams) {
        underReplicated += streams;
    }
}
