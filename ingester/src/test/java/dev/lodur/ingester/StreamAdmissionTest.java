package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.BatchReader;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.Entry;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamAdmissionTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int STREAMS_MAX = IngestLimits.DEFAULTS.maxGlobalStreamsPerUser();

    private final StreamAdmission admission =
            new StreamAdmission(tenant -> TenantLimits.DEFAULTS, () -> 1, 1, IngesterMetrics.NONE);

    @Test
    void aBatchThatFitsIsTakenAsItIs() {
        // given
        byte[] batch = batch(3, 1);

        // when
        StreamAdmission.Admitted admitted = admission.admit(batch);

        // then
        assertThat(admitted.batch()).isSameAs(batch);
        assertThat(admitted.refusal()).isNull();
    }

    @Test
    void streamsOverTheLimitAreLeftOutAndToldWhileTheRestIsTaken() {
        // given
        byte[] batch = batch(STREAMS_MAX + 2, 1);

        // when
        StreamAdmission.Admitted admitted = admission.admit(batch);

        // then
        assertThat(streams(admitted)).hasSize(STREAMS_MAX);
        assertThat(admitted.refusal().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(admitted.refusal().text())
                .startsWith("maximum active stream limit exceeded when trying to create stream {n=")
                .contains("limit: 5000 streams", "streams refused: 2", "user: 'fake'");
    }

    @Test
    void aStreamThatIsQuietForTwoFlushesFreesItsPlace() {
        // given
        admission.admit(batch(STREAMS_MAX, 1));
        byte[] another = batch(STREAMS_MAX, STREAMS_MAX + 1, 1);

        // when
        admission.generationCut();
        boolean refusedAfterOne = admission.admit(another).refusal() != null;
        admission.generationCut();
        boolean refusedAfterTwo = admission.admit(another).refusal() != null;

        // then
        assertThat(refusedAfterOne).isTrue();
        assertThat(refusedAfterTwo).isFalse();
    }

    @Test
    void rowsOfMoreDaysThanMayBeOpenAreLeftOutAndTold() {
        // given
        byte[] batch = batch(1, 1000);

        // when
        StreamAdmission.Admitted admitted = admission.admit(batch);

        // then
        BatchReader reader = new BatchReader(admitted.batch());
        reader.nextStream();
        assertThat(reader.entryCount()).isEqualTo(StreamAdmission.OPEN_DAYS_MAX);
        assertThat(admitted.refusal().text())
                .contains("more than 32 different days", "entries refused: 968", "1970-02-02");
    }

    private static List<Labels> streams(StreamAdmission.Admitted admitted) {
        BatchReader reader = new BatchReader(admitted.batch());
        List<Labels> streams = new ArrayList<>();
        while (reader.nextStream()) {
            streams.add(reader.labels());
        }
        return streams;
    }

    private static byte[] batch(int streams, int days) {
        return batch(0, streams, days);
    }

    private static byte[] batch(int from, int to, int days) {
        BatchWriter writer = new BatchWriter(Tenant.DEFAULT, 1024);
        for (int i = from; i < to; i++) {
            writer.beginStream(PackedLabels.encode(Labels.of("n", "" + i)));
            for (int day = 0; day < days; day++) {
                writer.addEntry(new Entry(day * DAY_NANOS, "line"));
            }
            writer.endStream();
        }
        return writer.toByteArray();
    }
}
