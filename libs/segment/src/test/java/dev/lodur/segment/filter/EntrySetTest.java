package dev.lodur.segment.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntrySetTest {
    @Test
    void whatWasAddedIsThereOnceAndIsForgotten() {
        EntrySet set = new EntrySet();
        Random random = new Random(2);
        for (int round = 0; round < 3; round++) {
            Set<Long> expected = new HashSet<>();
            for (int i = 0; i < 20_000; i++) {
                long entry = random.nextInt(15_000) * (i % 2 == 0 ? 1L : 0x9e3779b97f4a7c15L);
                set.add(entry);
                expected.add(entry);
            }
            assertThat(set.size()).isEqualTo(expected.size());
            assertThat(set.toArray())
                    .containsExactlyInAnyOrder(
                            expected.stream().mapToLong(Long::longValue).toArray());
            set.clear();
            assertThat(set.size()).isZero();
            assertThat(set.toArray()).isEmpty();
        }
    }
}
