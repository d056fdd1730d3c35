package dev.lodur.segment.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import dev.lodur.segment.parquet.ByteSink;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterChunkTest {
    @Test
    void theFingerprintsOfManyChunksComeBack() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            // given a chunk behind another
            int range = 1 + random.nextInt(1 << random.nextInt(1, 20));
            int[] first = fingerprints(random, random.nextInt(5), range);
            int[] second = fingerprints(random, random.nextInt(round % 10 == 0 ? 600 : 60), range);
            ByteSink sink = new ByteSink(1);
            FilterChunk.encode(first, 0, first.length, sink);
            FilterChunk.encode(second, 0, second.length, sink);
            byte[] bytes = Arrays.copyOf(sink.array(), sink.size());

            // when
            int start = new FilterChunk.Reader(bytes, 0, bytes.length).end();
            FilterChunk.Reader reader = new FilterChunk.Reader(bytes, start, bytes.length);

            // then
            for (int fingerprint : second) {
                assertThat(reader.next()).isEqualTo(fingerprint);
                assertThat(FilterChunk.has(bytes, start, bytes.length, fingerprint))
                        .isTrue();
            }
            assertThat(reader.next()).isEqualTo(-1);
            assertThat(reader.end()).isEqualTo(bytes.length);
            int absent = random.nextInt(range);
            assertThat(FilterChunk.has(bytes, start, bytes.length, absent))
                    .isEqualTo(Arrays.binarySearch(second, absent) >= 0);
        }
    }

    @Test
    void aChunkThatEndsTooSoonIsCorrupt() {
        ByteSink sink = new ByteSink(1);
        FilterChunk.encode(new int[] {5, 700, 1000}, 0, 3, sink);

        for (int end = 0; end < sink.size(); end++) {
            int limit = end;
            assertThatThrownBy(() -> new FilterChunk.Reader(sink.array(), 0, limit).end())
                    .isInstanceOf(LodurException.class);
        }
    }

    private static int[] fingerprints(Random random, int count, int range) {
        return random.ints(count, 0, range).sorted().distinct().toArray();
    }
}
