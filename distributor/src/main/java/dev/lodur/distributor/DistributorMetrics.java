package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.Tenant;

/** What a distributor counts; each method names the counters it feeds. Thread-safe, and never blocks. */
public interface DistributorMetrics {
    /**
     * What a request held, stored or not.
     *
     * @param lineBytes for {@code loki_distributor_bytes_received_total}, together with {@code metadataBytes}
     * @param metadataBytes for {@code loki_distributor_structured_metadata_bytes_received_total}
     * @param lines for {@code loki_distributor_lines_received_total}
     */
    void received(Tenant tenant, PushKind kind, long lineBytes, long metadataBytes, long lines);

    /** {@code loki_discarded_samples_total} and {@code loki_discarded_bytes_total}. */
    void discarded(Tenant tenant, PushKind kind, DiscardReason reason, long samples, long bytes);

    /** {@code loki_distributor_push_structured_metadata_sanitized_total}: names or values that had to be cleaned. */
    void metadataSanitized(Tenant tenant, long pairs);

    /**
     * {@code loki_distributor_ingester_appends_total}, and {@code loki_distributor_ingester_append_failures_total}
     * where it failed.
     */
    void ingesterAppend(String ingester, boolean failed);

    /** Streams that were written to fewer ingesters than the replication factor asks for. */
    void underReplicated(Tenant tenant, int streams);
}
