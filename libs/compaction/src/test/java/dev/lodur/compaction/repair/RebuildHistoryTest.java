package dev.lodur.compaction.repair;

import static dev.lodur.compaction.SegmentBucket.DAY;
import static dev.lodur.compaction.SegmentBucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.SegmentBucket;
import dev.lodur.compaction.SegmentBucket.Row;
import dev.lodur.store.BucketListing;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.Origin;
import dev.lodur.store.WalRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of flushes, merges, crashes in merges, removals and copies, after which the catalog is lost. */
class RebuildHistoryTest {
    private static final int HISTORIES = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsRebuiltIsWhatWasLive(long seed) {
        int same = 0;
        for (int i = 0; i < HISTORIES; i++) {
            History history = new History(new Random(seed * 1000 + i));
            history.live(false);
            Set<String> before = history.liveKeys();
            Set<Row> rows = history.rows(history.liveEntries());
            List<CatalogEntry> rebuilt = history.rebuilt();
            assertThat(History.keys(rebuilt)).as("history " + i + " of " + seed).containsAll(before);
            assertThat(history.rows(rebuilt)).as("history " + i + " of " + seed).isEqualTo(rows);
            same += History.keys(rebuilt).equals(before) ? 1 : 0;
        }
        assertThat(same)
                .as("histories without a leftover that could not be told")
                .isGreaterThan(HISTORIES * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noRowIsLostOrComesBackWhereMergesCrashedToo(long seed) {
        for (int i = 0; i < HISTORIES; i++) {
            History history = new History(new Random(seed * 7000 + i));
            history.live(true);
            Set<Row> before = history.rows(history.liveEntries());
            assertThat(history.rows(history.rebuilt()))
                    .as("history " + i + " of " + seed)
                    .isEqualTo(before);
        }
    }

    private static final class History {
        private final SegmentBucket bucket = new SegmentBucket();
        private final Random random;
        private int slices;
        private int merges;
        private List<CatalogEntry> before = List.of();

        History(Random random) {
            this.random = random;
        }

        void live(boolean crashes) {
            flush();
            for (int step = random.nextInt(25); step >= 0; step--) {
                bucket.clock.advance(Duration.ofMinutes(1 + random.nextInt(600)));
                switch (random.nextInt(crashes ? 9 : 8)) {
                    case 0, 1, 2 -> flush();
                    case 3, 4 -> merge(false);
                    case 5 -> remove();
                    case 6 -> copy();
                    case 7 -> sweep();
                    default -> merge(true);
                }
            }
            before = liveEntries();
        }

        private void flush() {
            int number = ++slices;
            bucket.flush(number, randomRows());
        }

        private List<Row> randomRows() {
            List<Row> rows = new ArrayList<>();
            for (int i = 1 + random.nextInt(30); i > 0; i--) {
                rows.add(Row.of(
                        "app" + random.nextInt(4), slices * 100L + random.nextInt(100), "line " + random.nextInt(5)));
            }
            return rows;
        }

        /** Of a few live segments of lower levels, into one or two. */
        private void merge(boolean crash) {
            List<CatalogEntry> inputs = new ArrayList<>(liveEntries());
            Collections.shuffle(inputs, random);
            int level = 1 + random.nextInt(2);
            inputs.removeIf(entry -> entry.level() > level);
            if (inputs.isEmpty()) {
                return;
            }
            inputs = inputs.subList(0, 1 + random.nextInt(inputs.size()));
            List<Row> rows = new ArrayList<>(rows(inputs));
            rows.sort(Comparator.comparing(Row::labels)
                    .thenComparingLong(row -> row.entry().timestampNanos()));
            int cut = random.nextBoolean() ? rows.size() : random.nextInt(rows.size());
            List<CatalogEntry> outputs = new ArrayList<>();
            put(rows.subList(0, cut), level, inputs, outputs);
            if (crash && random.nextBoolean()) {
                return;
            }
            put(rows.subList(cut, rows.size()), level, inputs, outputs);
            if (!crash) {
                bucket.replace(inputs, outputs);
            }
        }

        private void put(List<Row> rows, int level, List<CatalogEntry> inputs, List<CatalogEntry> outputs) {
            if (!rows.isEmpty()) {
                outputs.add(bucket.putMerged("merge-" + ++merges, level, inputs, ranges(inputs), rows));
            }
        }

        private List<WalRange> ranges(List<CatalogEntry> inputs) {
            List<WalRange> ranges = new ArrayList<>();
            for (CatalogEntry input : inputs) {
                if (input.origin() instanceof Origin.Flushed flushed) {
                    ranges.add(flushed.walRange());
                } else {
                    ranges.addAll(bucket.origin(input).ranges());
                }
            }
            return ranges;
        }

        /** As retention does, with the object at once: what is gone without a trace cannot come back. */
        private void remove() {
            List<CatalogEntry> live = liveEntries();
            if (live.size() > 1) {
                CatalogEntry removed = live.get(random.nextInt(live.size()));
                bucket.replace(List.of(removed), List.of());
                sweepAll();
                bucket.store.delete(removed.key());
            }
        }

        private void copy() {
            new CatalogCopies(bucket.store, bucket.names, bucket.objects, bucket.clock).run(TENANT);
        }

        /** Some of the objects that are not live any more go. */
        private void sweep() {
            sweep(random::nextBoolean);
        }

        private void sweepAll() {
            sweep(() -> true);
        }

        private void sweep(BooleanSupplier goes) {
            Set<String> live = keys(liveEntries());
            BucketListing.forEach(bucket.store, bucket.names.segmentsOf(TENANT), object -> {
                if (!live.contains(object.key()) && goes.getAsBoolean()) {
                    bucket.store.delete(object.key());
                }
            });
        }

        List<CatalogEntry> liveEntries() {
            return bucket.catalogs.read(TENANT, DAY).entries();
        }

        Set<String> liveKeys() {
            return keys(before);
        }

        List<CatalogEntry> rebuilt() {
            bucket.store.delete(bucket.names.catalog(TENANT, DAY));
            return new CatalogRebuild(bucket.store, bucket.names, bucket.objects)
                    .plan(TENANT, DAY, Long.MIN_VALUE)
                    .catalog()
                    .entries();
        }

        private static Set<String> keys(List<CatalogEntry> entries) {
            Set<String> keys = new TreeSet<>();
            entries.forEach(entry -> keys.add(entry.key()));
            return keys;
        }

        Set<Row> rows(List<CatalogEntry> entries) {
            Set<Row> rows = new HashSet<>();
            entries.forEach(entry -> rows.addAll(bucket.rows(entry)));
            return rows;
        }
    }
}
