package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.AnnouncedSegment;
import dev.lodur.engine.Announcements;
import dev.lodur.engine.ServedSlice;
import dev.lodur.engine.StreamSelector;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.Freshness;
import dev.lodur.store.RequestClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveSegmentsTest {
    private static final StreamSelector ANY = StreamSelector.of(List.of());
    private static final Freshness FRESH_ENOUGH = new Freshness.MaxAge(Duration.ofSeconds(60));

    private final Bucket bucket = new Bucket();
    private final LiveSegments live = new LiveSegments(bucket.reader());

    @Test
    void aSliceThatAnIngesterServesIsLeftOutByGenerationAndDay() {
        CatalogEntry first = committed(1);
        CatalogEntry second = committed(2);
        ServedSlice served = new ServedSlice(Bucket.generation(1), Bucket.DAY);
        ServedSlice otherDay = new ServedSlice(Bucket.generation(2), Bucket.DAY.plusDays(1));

        assertThat(find(said(Set.of(), List.of()))).containsExactly(first.key(), second.key());
        assertThat(find(said(Set.of(served, otherDay), List.of()))).containsExactly(second.key());
    }

    @Test
    void anAnnouncedSegmentIsAddedWhereTheCachedCatalogIsOlder() {
        CatalogEntry first = committed(1);
        find(said(Set.of(), List.of()));
        CatalogEntry second = bucket.upload(2, List.of(of("web", 2, "two")));
        long version = bucket.commit(second).version();
        long requests = bucket.store.requests(RequestClass.B);
        AnnouncedSegment announced = new AnnouncedSegment(Bucket.DAY, version, Optional.of(second));

        assertThat(find(said(Set.of(), List.of(announced)))).containsExactly(first.key(), second.key());
        assertThat(bucket.store.requests(RequestClass.B)).isEqualTo(requests);
    }

    @Test
    void anAnnouncedSegmentOfAnotherDayIsNotAddedToThisOne() {
        CatalogEntry tomorrow = bucket.upload(2, List.of(of("web", 2, "two")));
        AnnouncedSegment announced = new AnnouncedSegment(Bucket.DAY.plusDays(1), 7, Optional.of(tomorrow));

        assertThat(find(said(Set.of(), List.of(announced)))).isEmpty();
    }

    @Test
    void aSegmentThatIsAnnouncedUnderALaterVersionThanTheCatalogThatHasItComesOnce() {
        CatalogEntry entry = committed(1);
        AnnouncedSegment announced = new AnnouncedSegment(Bucket.DAY, 9, Optional.of(entry));

        assertThat(find(said(Set.of(), List.of(announced)), said(Set.of(), List.of(announced))))
                .containsExactly(entry.key());
    }

    @Test
    void anAnnouncementWithoutEntryMakesTheCatalogBeReadAgain() {
        List<Bucket.Row> rows = List.of(of("web", 1, "one"));
        CatalogEntry replaced = bucket.upload(1, rows);
        bucket.commit(replaced);
        find(said(Set.of(), List.of()));
        CatalogEntry output = bucket.compact(replaced, rows);
        bucket.clock.advanceMillis(1);

        assertThat(find(said(Set.of(), List.of()))).containsExactly(replaced.key());
        assertThat(find(said(Set.of(), List.of(new AnnouncedSegment(Bucket.DAY, 2, Optional.empty())))))
                .containsExactly(output.key());
    }

    @Test
    void anAnnouncementThatTheCatalogKnowsIsIgnored() {
        List<Bucket.Row> rows = List.of(of("web", 1, "one"));
        CatalogEntry replaced = bucket.upload(1, rows);
        long version = bucket.commit(replaced).version();
        CatalogEntry output = bucket.compact(replaced, rows);

        assertThat(find(said(Set.of(), List.of(new AnnouncedSegment(Bucket.DAY, version, Optional.of(replaced))))))
                .containsExactly(output.key());
    }

    @Test
    void readingAnewSeesACommitThatTheCacheDoesNotKnow() {
        find(said(Set.of(), List.of()));
        CatalogEntry entry = committed(1);
        bucket.clock.advanceMillis(1);

        assertThat(find(said(Set.of(), List.of()))).isEmpty();
        assertThat(live.find(Bucket.TENANT, Bucket.ALL_DAY, ANY, List.of(), new Freshness.Revalidate()))
                .hasSize(1);
        assertThat(find(said(Set.of(), List.of()))).containsExactly(entry.key());
    }

    @Test
    void aCatalogIsNeverOlderThanAMinute() {
        find(said(Set.of(), List.of()));
        CatalogEntry entry = committed(1);
        bucket.clock.advanceSeconds(61);

        assertThat(find(said(Set.of(), List.of()))).containsExactly(entry.key());
    }

    @Test
    void segmentsOutsideTheTimeOrWithoutTheLabelsArePruned() {
        CatalogEntry web = bucket.upload(1, List.of(of("web", 100, "one"), of("web", 200, "two")));
        CatalogEntry db = bucket.upload(2, List.of(of("db", 300, "three")));
        bucket.commit(web);
        bucket.commit(db);

        assertThat(keys("{app=\"web\"}", 0, 1000)).containsExactly(web.key());
        assertThat(keys("{app=~\"d.*\"}", 0, 1000)).containsExactly(db.key());
        assertThat(keys("{app=\"nosuch\"}", 0, 1000)).isEmpty();
        assertThat(keys("{}", 0, 100)).isEmpty();
        assertThat(keys("{}", 0, 101)).containsExactly(web.key());
        assertThat(keys("{}", 200, 300)).containsExactly(web.key());
        assertThat(keys("{}", 201, 1000)).containsExactly(db.key());
    }

    private List<String> keys(String selector, long from, long to) {
        TimeRange range = new TimeRange(Bucket.DAY_NANOS + from, Bucket.DAY_NANOS + to);
        StreamSelector compiled = StreamSelector.of(LogqlParser.parseMatchers(selector));
        return live.find(Bucket.TENANT, range, compiled, List.of(), FRESH_ENOUGH).stream()
                .map(CatalogEntry::key)
                .toList();
    }

    private List<String> find(Announcements... said) {
        return live.find(Bucket.TENANT, Bucket.ALL_DAY, ANY, List.of(said), FRESH_ENOUGH).stream()
                .map(CatalogEntry::key)
                .toList();
    }

    private static Announcements said(Set<ServedSlice> served, List<AnnouncedSegment> committed) {
        return new Announcements("a", 1, served, committed);
    }

    private CatalogEntry committed(int generation) {
        CatalogEntry entry = bucket.upload(generation, List.of(of("web", generation, "line")));
        bucket.commit(entry);
        return entry;
    }
}
