package dev.lodur.distributor;

import static dev.lodur.distributor.DistributorFixture.NOW_NANOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.OtlpMapping;
import dev.lodur.model.RetentionLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DistributorTest {
    private final DistributorFixture fixture = new DistributorFixture();

    private static AbstractThrowableAssert<?, ?> assertRefused(ErrorCode code, ThrowingCallable push) {
        return assertThatThrownBy(push)
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<String> lines() {
        return fixture.target.rows().stream().map(row -> row.entry().line()).toList();
    }

    private List<Long> times() {
        return fixture.target.rows().stream()
                .map(row -> row.entry().timestampNanos() - NOW_NANOS)
                .toList();
    }

    private static String entry(long nanos, String line) {
        return "[\"" + nanos + "\",\"" + line + "\"]";
    }

    private void pushEntries(String... entries) {
        fixture.pushJson("{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[" + String.join(",", entries) + "]}]}");
    }

    @Test
    void goodEntriesAreStoredAndTheOthersNamed() {
        fixture.limits.rejectOldSamples = true;
        fixture.limits.maxLineSize = 10;
        long old = NOW_NANOS - TimeUnit.DAYS.toNanos(8);
        long future = NOW_NANOS + TimeUnit.MINUTES.toNanos(11);

        assertRefused(
                        ErrorCode.LIMIT_EXCEEDED,
                        () -> pushEntries(
                                entry(NOW_NANOS, "good"),
                                entry(old, "old"),
                                entry(future, "new"),
                                entry(NOW_NANOS, "much too long")))
                .hasMessage("entry for stream '{a=\"b\", service_name=\"unknown_service\"}' has timestamp too old: "
                        + "2026-11-03T13:00:00Z, oldest acceptable timestamp is: 2026-11-04T13:00:00Z; "
                        + "entry for stream '{a=\"b\", service_name=\"unknown_service\"}' has timestamp too new: "
                        + "2026-11-11T13:11:00Z; max entry size '10' bytes exceeded for stream "
                        + "'{a=\"b\", service_name=\"unknown_service\"}' while adding an entry with length '13' bytes");

        assertThat(lines()).containsExactly("good");
        assertThat(fixture.metrics.discardedSamples)
                .containsEntry(DiscardReason.GREATER_THAN_MAX_SAMPLE_AGE, 1L)
                .containsEntry(DiscardReason.TOO_FAR_IN_FUTURE, 1L)
                .containsEntry(DiscardReason.LINE_TOO_LONG, 1L);
        assertThat(fixture.metrics.discardedBytes).containsEntry(DiscardReason.LINE_TOO_LONG, 13L);
        assertThat(fixture.metrics.lines).isEqualTo(4);
        assertThat(fixture.metrics.lineBytes).isEqualTo(4 + 3 + 3 + 13);
    }

    @Test
    void attributesGoWhereTheTenantSays() {
        fixture.limits.otlp = new OtlpMapping(
                List.of("service.name"),
                false,
                List.of(),
                List.of(),
                List.of(new OtlpMapping.Rule(OtlpMapping.Action.INDEX_LABEL, List.of("user"), "")),
                false);

        fixture.push(new PushBody(PushKind.OTLP, "application/json", "", """
                {"resourceLogs":[{"scopeLogs":[{"logRecords":[\
                {"body":{"stringValue":"a"},"attributes":[{"key":"user","value":{"stringValue":"u"}}]},\
                {"body":{"stringValue":"b"}},\
                {"body":{"stringValue":"c"},"attributes":[{"key":"user","value":{"stringValue":"u"}}]}]}]}]}\
                """.getBytes(StandardCharsets.UTF_8)));

        assertThat(fixture.target.rows())
                .extracting(row -> row.labels() + " " + row.entry().line())
                .containsExactlyInAnyOrder(
                        "{service_name=\"unknown_service\", user=\"u\"} a",
                        "{service_name=\"unknown_service\"} b",
                        "{service_name=\"unknown_service\", user=\"u\"} c");
    }

    @Test
    void atMostTenTextsAreListed() {
        String[] entries = new String[25];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry(NOW_NANOS + TimeUnit.HOURS.toNanos(1 + i), "x");
        }

        assertRefused(ErrorCode.LIMIT_EXCEEDED, () -> pushEntries(entries))
                .hasMessageEndingWith("; and 15 more errors");
        assertThat(fixture.metrics.discardedSamples).containsEntry(DiscardReason.TOO_FAR_IN_FUTURE, 25L);
    }

    @Test
    void equalTextsAreCounted() {
        assertRefused(ErrorCode.LIMIT_EXCEEDED, () -> pushEntries(entry(-1, "a"), entry(-2, "b")))
                .hasMessageStartingWith("2 errors like: entry for stream ");
    }

    @Test
    void olderThanRetentionIsRefusedAndNamesIt() {
        fixture.limits.retention = new RetentionLimits(true, Duration.ofDays(31), List.of(), 0);

        assertRefused(
                        ErrorCode.LIMIT_EXCEEDED,
                        () -> pushEntries(entry(NOW_NANOS - TimeUnit.DAYS.toNanos(32), "x"), entry(NOW_NANOS, "y")))
                .hasMessageContaining("`limits_config.retention_period` 744h0m0s");
        assertThat(lines()).containsExactly("y");
    }

    @Test
    void whatIsExactlyAsOldAsTheRetentionIsStored() {
        fixture.limits.retention = new RetentionLimits(true, Duration.ofDays(31), List.of(), 0);

        pushEntries(entry(NOW_NANOS - TimeUnit.DAYS.toNanos(31), "x"));

        assertThat(lines()).containsExactly("x");
    }

    @Test
    void aPeriodOfTheStreamCountsBeforeThatOfTheTenantAndIsNamed() {
        RetentionLimits.StreamPeriod ofDay = new RetentionLimits.StreamPeriod("{a=\"b\"}", 1, Duration.ofDays(1));
        fixture.limits.retention = new RetentionLimits(true, Duration.ofDays(31), List.of(ofDay), 0);
        long twoDaysAgo = NOW_NANOS - TimeUnit.DAYS.toNanos(2);

        assertRefused(ErrorCode.LIMIT_EXCEEDED, () -> pushEntries(entry(twoDaysAgo, "x"), entry(NOW_NANOS, "y")))
                .hasMessageContaining("`limits_config.retention_stream {a=\"b\"}` 24h0m0s");
        fixture.pushJson("{\"streams\":[{\"stream\":{\"a\":\"c\"},\"values\":[" + entry(twoDaysAgo, "z") + "]}]}");

        assertThat(lines()).containsExactly("y", "z");
        assertThat(fixture.metrics.discardedSamples).containsEntry(DiscardReason.OLDER_THAN_RETENTION, 1L);
    }

    @Test
    void aPeriodWithoutRetentionRefusesNothingBecauseNothingIsRemoved() {
        fixture.limits.retention = new RetentionLimits(false, Duration.ofDays(31), List.of(), 0);

        pushEntries(entry(NOW_NANOS - TimeUnit.DAYS.toNanos(32), "x"));

        assertThat(lines()).containsExactly("x");
    }

    @Test
    void orderIsNeverAReason() {
        long day = TimeUnit.DAYS.toNanos(1);
        pushEntries(entry(NOW_NANOS, "c"), entry(NOW_NANOS - 5000 * day, "a"), entry(NOW_NANOS - 2 * day, "b"));

        assertThat(lines()).containsExactly("c", "a", "b");
    }

    @Test
    void linesAreCutToTheLimitWithTheIdentifierInside() {
        fixture.limits.maxLineSize = 10;
        fixture.limits.truncate = true;
        fixture.limits.truncateIdentifier = "...";

        fixture.pushLines("{\"a\":\"b\"}", "0123456789", "0123456789a", "012345é789a");

        assertThat(lines()).containsExactly("0123456789", "0123456...", "012345\ufffd...");
    }

    @Test
    void equalTimesOfDifferentLinesMoveApartWhereAskedFor() {
        fixture.limits.incrementDuplicateTimestamp = true;

        fixture.pushLines("{\"a\":\"b\"}", "x", "y", "y", "z");

        assertThat(times()).containsExactly(0L, 1L, 1L, 2L);
    }

    @Test
    void theTenantsRateIsAllOrNothingAndDividedByTheDistributors() {
        fixture.limits.ingestionRate = 1000;
        fixture.limits.ingestionBurst = 100;
        fixture.healthyDistributors = 10;
        String line = "x".repeat(60);
        fixture.pushLines("{\"a\":\"b\"}", line);

        assertRefused(ErrorCode.RATE_LIMITED, () -> fixture.pushLines("{\"a\":\"b\"}", line))
                .hasMessageContaining("ingestion rate limit exceeded for user fake (limit: 100 bytes/sec")
                .hasMessageContaining("'1' lines totaling '60' bytes")
                .hasMessageContaining("limits_config.ingestion_rate_mb");
        assertThat(lines()).hasSize(1);
        assertThat(fixture.metrics.discardedSamples).containsEntry(DiscardReason.RATE_LIMITED, 1L);

        fixture.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
        fixture.pushLines("{\"a\":\"b\"}", line);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void aStreamOverItsRateIsRefusedAndTheOthersStored() {
        fixture.limits.perStreamRate = 10;
        fixture.limits.perStreamBurst = 50;
        String json = "{\"streams\":[{\"stream\":{\"a\":\"1\"},\"values\":[" + entry(NOW_NANOS, "x".repeat(51))
                + "]},{\"stream\":{\"a\":\"2\"},\"values\":[" + entry(NOW_NANOS, "small") + "]}]}";

        assertRefused(ErrorCode.RATE_LIMITED, () -> fixture.pushJson(json))
                .hasMessageContaining("Per stream rate limit exceeded (limit: 10 bytes/sec")
                .hasMessageContaining("{a=\"1\", service_name=\"unknown_service\"}");
        assertThat(lines()).containsExactly("small");
    }

    @Test
    void metadataIsRefusedWhereItIsNotAllowedAndNoLevelAdded() {
        fixture.limits.allowStructuredMetadata = false;

        assertRefused(
                        ErrorCode.LIMIT_EXCEEDED,
                        () -> pushEntries("[\"" + NOW_NANOS + "\",\"x\",{\"k\":\"v\"}]", entry(NOW_NANOS, "error y")))
                .hasMessageContaining("allow_structured_metadata");
        assertThat(fixture.target.rows()).singleElement().satisfies(row -> {
            assertThat(row.entry().line()).isEqualTo("error y");
            assertThat(row.entry().metadata().isEmpty()).isTrue();
        });
    }

    @Test
    void withoutDiscoveryOfTheServiceAStreamNeedsALabel() {
        fixture.limits.discoverServiceName = List.of();

        assertRefused(ErrorCode.LIMIT_EXCEEDED, () -> fixture.pushLines("{}", "x"))
                .hasMessage("error at least one label pair is required per stream");
        fixture.pushLines("{\"app\":\"web\"}", "x");
        assertThat(fixture.target.rows().getFirst().labels()).hasToString("{app=\"web\"}");
    }

    @Test
    void newLimitsHoldFromTheNextPushOn() {
        fixture.pushLines("{\"app\":\"web\"}", "x");
        fixture.limits.discoverServiceName = List.of();
        fixture.pushLines("{\"app\":\"web\"}", "y");

        assertThat(fixture.target.rows().stream().map(row -> row.labels().toString()))
                .containsExactly("{app=\"web\", service_name=\"web\"}", "{app=\"web\"}");
    }

    @Test
    void valuesOfMetadataThatAreNotUtf8GetBlanksAndCleanedPairsAreCounted() {
        pushEntries("[\"" + NOW_NANOS + "\",\"x\",{\"k.1\":\"a\\u00e9b\"}]");

        assertThat(fixture.target.rows().getFirst().entry().metadata().toMap())
                .containsEntry("k_1", "aéb")
                .containsEntry("detected_level", "unknown");
        assertThat(fixture.metrics.sanitized).isEqualTo(1);
    }

    @Test
    void aRequestOfWhichNothingIsLeftReachesNoIngester() {
        assertRefused(ErrorCode.LIMIT_EXCEEDED, () -> pushEntries(entry(-1, "x")));
        fixture.pushJson("{\"streams\":[{\"stream\":{\"a\":\"b\"}}]}");

        assertThat(fixture.target.batches()).isZero();
    }
}
