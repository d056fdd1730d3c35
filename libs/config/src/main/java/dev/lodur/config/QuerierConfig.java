package dev.lodur.config;

import java.time.Duration;

/**
 * How queries run: {@code querier} and what Lodur's querier takes over from {@code frontend}.
 *
 * @param maxConcurrent queries that run at the same time
 * @param queryIngestersWithin how far back ingesters are asked; zero for always
 * @param maxLookBackPeriod how far back an instant log query looks
 * @param maxOutstandingPerTenant queries of a tenant that may wait
 * @param spreadMinBytes segments of a query from which on other queriers take a part; 0 for never
 * @param logQueriesLongerThan queries that take longer are logged; zero for none, negative for all
 */
public record QuerierConfig(
        int maxConcurrent,
        boolean multiTenantQueriesEnabled,
        Duration queryIngestersWithin,
        boolean queryStoreOnly,
        boolean queryIngesterOnly,
        Duration tailMaxDuration,
        Duration maxLookBackPeriod,
        int maxOutstandingPerTenant,
        long spreadMinBytes,
        Duration logQueriesLongerThan,
        boolean compressResponses) {

    static QuerierConfig of(Settings settings, Problems problems) {
        if (settings.number("querier.max_concurrent") < 1) {
            problems.error(
                    settings.where("querier.max_concurrent"),
                    "querier.max_concurrent is " + settings.number("querier.max_concurrent") + ", expected at least 1");
        }
        return new QuerierConfig(
                settings.integer("querier.max_concurrent"),
                settings.flag("querier.multi_tenant_queries_enabled"),
                settings.duration("querier.query_ingesters_within"),
                settings.flag("querier.query_store_only"),
                settings.flag("querier.query_ingester_only"),
                settings.duration("querier.tail_max_duration"),
                settings.duration("querier.engine.max_look_back_period"),
                settings.integer("frontend.max_outstanding_per_tenant"),
                settings.number("querier.spread_min_size"),
                settings.duration("frontend.log_queries_longer_than"),
                settings.flag("frontend.compress_responses"));
    }
}
