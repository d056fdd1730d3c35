package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.RequestClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentCacheTest {
    private final Bucket bucket = new Bucket();
    private final CatalogEntry first = bucket.upload(1, List.of(of("web", 1, "one")));
    private final CatalogEntry second = bucket.upload(2, List.of(of("web", 2, "two")));
    private final CatalogEntry third = bucket.upload(3, List.of(of("web", 3, "three")));

    @Test
    void anIndexIsReadOnceByOneRequest() {
        SegmentCache cache = new SegmentCache(bucket.store, 1 << 20);
        long before = bucket.store.requests(RequestClass.B);

        assertThat(cache.segment(first)).isSameAs(cache.segment(first));
        assertThat(bucket.store.requests(RequestClass.B) - before).isEqualTo(1);
    }

    @Test
    void whatWasUsedLongestAgoGoesWhereTheBytesDoNotDo() {
        long room = 6 * (first.indexLengthBytes() + second.indexLengthBytes());
        SegmentCache cache = new SegmentCache(bucket.store, room);
        cache.segment(first);
        cache.segment(second);
        cache.segment(first);
        cache.segment(third);
        long before = bucket.store.requests(RequestClass.B);

        cache.segment(first);
        assertThat(bucket.store.requests(RequestClass.B)).isEqualTo(before);
        cache.segment(second);
        assertThat(bucket.store.requests(RequestClass.B)).isEqualTo(before + 1);
    }

    @Test
    void anIndexLargerThanTheCacheIsUsedAndNotKept() {
        SegmentCache cache = new SegmentCache(bucket.store, 1);

        assertThat(cache.segment(first)).isNotSameAs(cache.segment(first));
    }

    @Test
    void anObjectThatIsNotThereIsGone() {
        bucket.store.delete(first.key());

        assertThatThrownBy(() -> new SegmentCache(bucket.store, 1 << 20).segment(first))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GONE));
    }
}
