package dev.lodur.engine.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.BatchWriter;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternStoreTest {
    private static final Tenant TENANT = new Tenant("one");
    private static final Labels WEB = Labels.of("app", "web");
    private static final Labels DB = Labels.of("app", "db");
    private static final long SECOND = 1_000_000_000L;

    private long nowSeconds = 1_800_000_000L;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(nowSeconds);
        }
    };
    private final PatternStore store = new PatternStore(1 << 20, 300, clock);

    @Test
    void linesAreCountedInStepsByLevel() {
        learn(WEB, "took 1 ms", "info", 0);
        learn(WEB, "took 2 ms", "info", 9);
        learn(WEB, "took 3 ms", "info", 70);
        learn(WEB, "took 4 ms", "error", 70);
        learn(WEB, "took 5 ms", "", 70);

        List<MinedPattern> patterns = ask(TimeRange.ALL, 60).getFirst().patterns();

        assertThat(patterns).extracting(MinedPattern::pattern).containsOnly("took <_> ms");
        assertThat(patterns).extracting(MinedPattern::level).containsExactly("info", "error", "unknown");
        assertThat(patterns.getFirst().steps()).containsExactly((int) (nowSeconds / 60), (int) (nowSeconds / 60) + 1);
        assertThat(patterns.getFirst().counts()).containsExactly(2, 1);
    }

    @Test
    void streamsAreChosenByTenantAndLabels() {
        learn(WEB, "of the web", "", 0);
        learn(DB, "of the db", "", 0);

        assertThat(store.patterns(TENANT, DB::equals, TimeRange.ALL, 10))
                .singleElement()
                .satisfies(stream -> assertThat(stream.labels()).isEqualTo(DB))
                .satisfies(stream ->
                        assertThat(stream.patterns().getFirst().pattern()).isEqualTo("of the db"));
        assertThat(store.patterns(new Tenant("two"), labels -> true, TimeRange.ALL, 10))
                .isEmpty();
    }

    @Test
    void aRangeTakesTheCountsThatLieAtLeastPartlyInIt() {
        learn(WEB, "took 1 ms", "", 0);
        learn(WEB, "took 1 ms", "", 10);
        learn(WEB, "took 1 ms", "", 20);
        long start = nowSeconds * SECOND;

        assertThat(total(start + 15 * SECOND, start + 20 * SECOND)).isEqualTo(1);
        assertThat(total(start + 15 * SECOND, start + 20 * SECOND + 1)).isEqualTo(2);
        assertThat(total(start + 30 * SECOND, start + 99 * SECOND)).isZero();
        assertThat(total(start, start)).isZero();
    }

    @Test
    void linesOfMoreThanThreeHoursAgoAreForgottenAndNotTakenIn() {
        learn(WEB, "an old one", "", 0);
        nowSeconds += PatternStore.RETENTION.toSeconds() + 20;

        assertThat(ask(TimeRange.ALL, 10)).isEmpty();
        learn(DB, "too late", "", -PatternStore.RETENTION.toSeconds() - 20);
        assertThat(store.streamCount()).isZero();
        assertThat(store.heapBytes()).isZero();
    }

    @Test
    void beyondTheMemoryTheStreamsThatHadLinesLeastRecentlyAreForgotten() {
        for (int i = 0; i < 10_000; i++) {
            learn(Labels.of("app", "web", "pod", "web-" + i), "a line of pod " + i + " that is kept", "info", 0);
            learn(WEB, "a line that comes again", "", 0);
            assertThat(store.heapBytes()).isLessThanOrEqualTo(1 << 20);
        }

        assertThat(store.streamCount()).isBetween(500, 5000);
        assertThat(ask(TimeRange.ALL, 10))
                .extracting(StreamPatterns::labels)
                .contains(WEB, Labels.of("app", "web", "pod", "web-9999"))
                .doesNotContain(Labels.of("app", "web", "pod", "web-1"));
    }

    @Test
    void oneLineOfSomeStandsForAll() {
        BatchWriter writer = new BatchWriter(TENANT, 100);
        writer.beginStream(PackedLabels.encode(WEB));
        for (int i = 0; i < 100; i++) {
            writer.addEntry(new Entry(nowSeconds * SECOND, "took " + i + " ms", Labels.EMPTY));
        }
        writer.endStream();

        assertThat(store.learn(writer.toByteArray(), 7)).isEqualTo(100);

        assertThat(total(0, Long.MAX_VALUE)).isEqualTo(98);
    }

    @Test
    void levelsThatClientsThinkUpAreNotWithoutEnd() {
        for (int i = 0; i < 100; i++) {
            learn(WEB, "took " + i + " ms", "level" + i, 0);
        }

        assertThat(ask(TimeRange.ALL, 10).getFirst().patterns())
                .hasSize(11)
                .filteredOn(pattern -> pattern.level().equals("unknown"))
                .singleElement()
                .satisfies(pattern -> assertThat(pattern.total()).isEqualTo(90));
    }

    private void learn(Labels stream, String line, String level, long afterSeconds) {
        BatchWriter writer = new BatchWriter(TENANT, 100);
        writer.beginStream(PackedLabels.encode(stream));
        Labels metadata = level.isEmpty() ? Labels.EMPTY : Labels.of("detected_level", level);
        writer.addEntry(new Entry((nowSeconds + afterSeconds) * SECOND, line, metadata));
        writer.endStream();
        assertThat(store.learn(writer.toByteArray(), 1)).isEqualTo(1);
    }

    private List<StreamPatterns> ask(TimeRange range, int stepSeconds) {
        return store.patterns(TENANT, labels -> true, range, stepSeconds);
    }

    private long total(long startNanos, long endNanos) {
        return ask(new TimeRange(startNanos, endNanos), 10).stream()
                .mapToLong(StreamPatterns::total)
                .sum();
    }
}
