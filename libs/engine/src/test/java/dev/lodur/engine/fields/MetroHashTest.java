package dev.lodur.engine.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetroHashTest {
    private static final String TEXT = "012345678901234567890123456789012345678901234567890123456789012";

    /** The vectors that come with the algorithm, which gives them byte by byte. */
    @Test
    void isThePublishedHash() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);

        assertThat(Long.reverseBytes(MetroHash.hash(bytes, 0))).isEqualTo(0x6B753DAE06704BADL);
        assertThat(Long.reverseBytes(MetroHash.hash(bytes, 1))).isEqualTo(0x3B0D481CF4B9B8DFL);
    }

    @Test
    void everyLengthAndSeedHasAHashOfItsOwn() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length < 200; length++) {
            hashes.add(MetroHash.hash(new byte[length], 1337));
            hashes.add(MetroHash.hash(new byte[length], 0));
        }

        assertThat(hashes).hasSize(400);
    }
}
