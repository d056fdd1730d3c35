package dev.lodur.bench;

import dev.lodur.distributor.DiscardReason;
import dev.lodur.distributor.Distributor;
import dev.lodur.distributor.DistributorMetrics;
import dev.lodur.distributor.ReplicationConfig;
import dev.lodur.distributor.Replicator;
import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushDecoder;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.ring.InProcessRing;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.PushTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xerial.snappy.Snappy;

/** The corpus as push bodies, and a distributor whose one ingester is given. */
final class CorpusBatches {
    static final Tenant TENANT = new Tenant("bench");

    private static final Instant START = Instant.parse("2026-11-10T06:00:00Z");
    private static final long STEP_NANOS = 100_000;
    private static final long UNLIMITED = 1L << 50;
    private static final int REQUEST_BYTES = 1 << 20;

    private CorpusBatches() {}

    /** Snappy-protobuf bodies of 1 MiB of lines each; real lines where the property {@code lodur.loghub} names a folder. */
    static List<PushBody> bodies(int count) {
        Path folder = Path.of(System.getProperty("lodur.loghub", "none"));
        Corpus corpus = new Corpus(folder, 1, START.getEpochSecond() * 1_000_000_000, STEP_NANOS);
        List<PushBody> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(new PushBody(
                    PushKind.PUSH, "application/x-protobuf", "", compress(corpus.nextRequest(REQUEST_BYTES))));
        }
        return bodies;
    }

    private static byte[] compress(byte[] bytes) {
        try {
            return Snappy.compress(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A distributor at the corpus's time, with default limits but for the rates. */
    static Distributor distributor(PushTarget target, ExecutorService executor) {
        InProcessRing ring = new InProcessRing();
        ring.put(new Member("ingester-0", "local", "", new MemberState.Active(), new int[] {1}));
        DistributorMetrics metrics = new NoMetrics();
        TenantLimits limits = new TenantLimits(unlimitedRates(), QueryLimits.DEFAULTS, RetentionLimits.NONE);
        return new Distributor(
                new PushDecoder(64L << 20, () -> START.getEpochSecond() * 1_000_000_000),
                new Replicator(ring, member -> target, ReplicationConfig.DEFAULTS, executor, System::nanoTime, metrics),
                tenant -> limits,
                () -> 1,
                Clock.fixed(START.plus(Duration.ofHours(1)), ZoneOffset.UTC),
                System::nanoTime,
                metrics);
    }

    private static IngestLimits unlimitedRates() {
        IngestLimits d = IngestLimits.DEFAULTS;
        return new IngestLimits(
                UNLIMITED,
                UNLIMITED,
                d.ingestionRateGlobal(),
                UNLIMITED,
                UNLIMITED,
                d.maxLabelNameLength(),
                d.maxLabelValueLength(),
                d.maxLabelNamesPerSeries(),
                d.maxLineSizeBytes(),
                d.maxLineSizeTruncate(),
                d.maxLineSizeTruncateIdentifier(),
                d.rejectOldSamples(),
                d.rejectOldSamplesMaxAge(),
                d.creationGracePeriod(),
                d.incrementDuplicateTimestamp(),
                d.maxStreamsPerUser(),
                d.maxGlobalStreamsPerUser(),
                d.allowStructuredMetadata(),
                d.maxStructuredMetadataSizeBytes(),
                d.maxStructuredMetadataEntriesCount(),
                d.discoverServiceName(),
                d.discoverLogLevels(),
                d.logLevelFields(),
                d.logLevelFromJsonMaxDepth(),
                d.otlp());
    }

    /** The batches that an ingester gets of so many bodies. */
    static List<byte[]> batches(int count) {
        List<byte[]> batches = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Distributor distributor = distributor(batches::add, executor);
            bodies(count).forEach(body -> distributor.push(TENANT, body));
        }
        return batches;
    }

    private static final class NoMetrics implements DistributorMetrics {
        @Override
        public void received(Tenant tenant, PushKind kind, long lineBytes, long metadataBytes, long lines) {}

        @Override
        public void discarded(Tenant tenant, PushKind kind, DiscardReason reason, long samples, long bytes) {}

        @Override
        public void metadataSanitized(Tenant tenant, long pairs) {}

        @Override
        public void ingesterAppend(String ingester, boolean failed) {}

        @Override
        public void underReplicated(Tenant tenant, int streams) {}
    }
}
