package dev.lodur.ingester;

import dev.lodur.model.BatchReader;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.LodurException;
import dev.lodur.model.StreamId;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rows of a batch an ingester takes: a tenant may have so many streams, and rows of so many UTC days, in
 * the head at a time.
 *
 * <p>What does not fit is left out of the batch and told in one text; the rest is stored, as Loki does. Streams and days
 * are forgotten with the generation before last, so a quiet stream frees its place after one or two flushes.
 * Thread-safe.
 */
final class StreamAdmission {
    /** UTC days that a tenant may have open at a time: each costs an object and a commit at every flush. */
    static final int OPEN_DAYS_MAX = 32;

    /**
     * The batch to store, and why something of it was left out.
     *
     * @param batch the bytes to store, the ones given where all was taken; null where nothing is left
     */
    record Admitted(byte @Nullable [] batch, @Nullable LodurException refusal) {}

    private final TenantLimits.Source limits;
    private final IntSupplier ingesters;
    private final int replicationFactor;
    private final IngesterMetrics metrics;
    private final Map<Tenant, Active> tenants = new ConcurrentHashMap<>();

    StreamAdmission(TenantLimits.Source limits, IntSupplier ingesters, int replicationFactor, IngesterMetrics metrics) {
        this.limits = limits;
        this.ingesters = ingesters;
        this.replicationFactor = replicationFactor;
        this.metrics = metrics;
    }

    Admitted admit(byte[] batch) {
        BatchReader reader = new BatchReader(batch);
        Active active = tenants.computeIfAbsent(reader.tenant(), tenant -> new Active(tenant, metrics));
        int streamsMax = streamsMax(limits.of(reader.tenant()).ingest());
        Refusals refusals = new Refusals(reader.tenant(), streamsMax);
        long dayAdmitted = Long.MIN_VALUE;
        while (reader.nextStream()) {
            boolean known = active.admit(reader.streamId(), streamsMax);
            if (!known) {
                refusals.stream(reader);
            }
            while (known && reader.nextEntry()) {
                long day = DaySet.dayOf(reader.timestampNanos());
                if (day == dayAdmitted || active.admitDay(day)) {
                    dayAdmitted = day;
                } else {
                    refusals.day(day);
                }
            }
        }
        return refusals.isEmpty()
                ? new Admitted(batch, null)
                : new Admitted(rest(batch, refusals), refusals.toException());
    }

    /** The batch without the streams and days that were refused. */
    private static byte @Nullable [] rest(byte[] batch, Refusals refusals) {
        BatchReader reader = new BatchReader(batch);
        BatchWriter writer = new BatchWriter(reader.tenant(), batch.length);
        while (reader.nextStream()) {
            if (refusals.takes(reader.streamId())) {
                writer.beginStream(reader.bytes(), reader.labelsOffset(), reader.labelsLength());
                copyOpenDays(reader, writer, refusals);
                writer.endStream();
            }
        }
        return writer.streamCount() == 0 ? null : writer.toByteArray();
    }

    private static void copyOpenDays(BatchReader reader, BatchWriter writer, Refusals refusals) {
        while (reader.nextEntry()) {
            if (refusals.takesDay(DaySet.dayOf(reader.timestampNanos()))) {
                writer.addEntry(reader);
            }
        }
    }

    /** The smaller of the local limit and this ingester's share of the global one; 0 for none. */
    private int streamsMax(IngestLimits ingest) {
        int share = (int) Math.ceil(
                (double) ingest.maxGlobalStreamsPerUser() * replicationFactor / Math.max(1, ingesters.getAsInt()));
        if (ingest.maxStreamsPerUser() == 0 || share == 0) {
            return Math.max(ingest.maxStreamsPerUser(), share);
        }
        return Math.min(ingest.maxStreamsPerUser(), share);
    }

    /** Forgets what was seen last before the generation that was just cut. */
    void generationCut() {
        tenants.values().forEach(Active::age);
        tenants.values().removeIf(Active::isEmpty);
    }

    /** The streams and days of one tenant in this generation and the one before. */
    private static final class Active {
        private final Tenant tenant;
        private final IngesterMetrics metrics;
        private volatile Set<StreamId> streams = ConcurrentHashMap.newKeySet();
        private Set<StreamId> streamsBefore = Set.of();
        private int activeStreams;
        private Set<Long> days = new HashSet<>();
        private Set<Long> daysBefore = Set.of();

        Active(Tenant tenant, IngesterMetrics metrics) {
            this.tenant = tenant;
            this.metrics = metrics;
        }

        boolean admit(StreamId id, int streamsMax) {
            // The set is concurrent so that the usual case, a stream known already, takes no lock.
            return streams.contains(id) || admitNew(id, streamsMax);
        }

        private synchronized boolean admitNew(StreamId id, int streamsMax) {
            boolean seenBefore = streamsBefore.contains(id);
            if (streamsMax > 0 && !seenBefore && activeStreams >= streamsMax) {
                return false;
            }
            if (streams.add(id) && !seenBefore) {
                activeStreams++;
                metrics.streamsCreated(tenant, 1);
            }
            return true;
        }

        synchronized boolean admitDay(long day) {
            if (days.contains(day)) {
                return true;
            }
            Set<Long> open = new HashSet<>(days);
            open.addAll(daysBefore);
            if (open.size() >= OPEN_DAYS_MAX && !open.contains(day)) {
                return false;
            }
            return days.add(day);
        }

        synchronized void age() {
            metrics.streamsRemoved(tenant, activeStreams - streams.size());
            streamsBefore = streams;
            activeStreams = streamsBefore.size();
            streams = ConcurrentHashMap.newKeySet();
            daysBefore = days;
            days = new HashSet<>();
        }

        synchronized boolean isEmpty() {
            return streams.isEmpty() && streamsBefore.isEmpty();
        }
    }

    /** What was refused of one batch, and the text that tells it. */
    private static final class Refusals {
        private final Tenant tenant;
        private final int streamsMax;
        private final Set<StreamId> streams = new HashSet<>();
        private final Set<Long> days = new HashSet<>();
        private int entries;
        private String firstStream = "";
        private long firstDay;

        Refusals(Tenant tenant, int streamsMax) {
            this.tenant = tenant;
            this.streamsMax = streamsMax;
        }

        void stream(BatchReader reader) {
            if (streams.isEmpty()) {
                firstStream = reader.labels().toString();
            }
            streams.add(reader.streamId());
        }

        void day(long day) {
            if (entries++ == 0) {
                firstDay = day;
            }
            days.add(day);
        }

        boolean isEmpty() {
            return streams.isEmpty() && days.isEmpty();
        }

        boolean takes(StreamId stream) {
            return !streams.contains(stream);
        }

        boolean takesDay(long day) {
            return !days.contains(day);
        }

        LodurException toException() {
            StringBuilder text = new StringBuilder();
            if (!streams.isEmpty()) {
                text.append("maximum active stream limit exceeded when trying to create stream ")
                        .append(firstStream)
                        .append(", limit: ")
                        .append(streamsMax)
                        .append(" streams (max_streams_per_user, or this ingester's share of")
                        .append(" max_global_streams_per_user), streams refused: ")
                        .append(streams.size())
                        .append(", user: '")
                        .append(tenant)
                        .append("'; use fewer label values or raise the limit");
            }
            if (entries > 0) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append("entries of more than ")
                        .append(OPEN_DAYS_MAX)
                        .append(" different days at a time, entries refused: ")
                        .append(entries)
                        .append(", the first of ")
                        .append(LocalDate.ofEpochDay(firstDay))
                        .append(", user: '")
                        .append(tenant)
                        .append("'; send old entries ordered by day");
            }
            return new LodurException(ErrorCode.RATE_LIMITED, text.toString());
        }
    }
}
