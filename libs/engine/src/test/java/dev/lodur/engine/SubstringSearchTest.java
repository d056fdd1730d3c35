package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Lines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SubstringSearchTest {
    @Test
    void findsWhatAPlainSearchFindsAtEveryLengthAndOffset() {
        RandomGenerator random = TestBlocks.random(1);
        for (int round = 0; round < 40_000; round++) {
            String text = text(random, random.nextInt(90));
            String needle =
                    random.nextInt(3) == 0 || text.isEmpty() ? text(random, random.nextInt(6)) : part(random, text);
            int from = random.nextInt(text.length() + 1);
            byte[] bytes = withSlack(text, random);

            int exact = SubstringSearch.exactly(utf8(needle)).indexIn(bytes, from, text.length());
            int ignoring = SubstringSearch.ignoringCase(utf8(needle)).indexIn(bytes, from, text.length());

            assertThat(exact).as("%s in %s from %d", needle, text, from).isEqualTo(text.indexOf(needle, from));
            assertThat(ignoring)
                    .as("%s in %s from %d", needle, text, from)
                    .isEqualTo(text.toLowerCase(Locale.ROOT).indexOf(needle.toLowerCase(Locale.ROOT), from));
        }
    }

    @Test
    void aHitMustEndInsideTheRange() {
        byte[] bytes = Arrays.copyOf(utf8("xxneedle"), 8 + Lines.SLACK_BYTES);
        SubstringSearch search = SubstringSearch.exactly(utf8("needle"));

        assertThat(search.indexIn(bytes, 0, 7)).isEqualTo(-1);
        assertThat(search.indexIn(bytes, 0, 8)).isEqualTo(2);
    }

    @Test
    void onlyLettersIgnoreTheirCase() {
        byte[] bytes = Arrays.copyOf(utf8("a@[b"), 4 + Lines.SLACK_BYTES);

        assertThat(SubstringSearch.ignoringCase(utf8("a`")).indexIn(bytes, 0, 4))
                .isEqualTo(-1);
        assertThat(SubstringSearch.ignoringCase(utf8("{b")).indexIn(bytes, 0, 4))
                .isEqualTo(-1);
        assertThat(SubstringSearch.ignoringCase(utf8("A@[B")).indexIn(bytes, 0, 4))
                .isZero();
    }

    private static String part(RandomGenerator random, String text) {
        int from = random.nextInt(text.length());
        return text.substring(from, Math.min(text.length(), from + 1 + random.nextInt(40)));
    }

    private static String text(RandomGenerator random, int length) {
        String alphabet = random.nextBoolean() ? "ab" : "aAbBzZ@`[{ e";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** What lies in the slack is noise. */
    private static byte[] withSlack(String text, RandomGenerator random) {
        byte[] bytes = Arrays.copyOf(utf8(text), text.length() + Lines.SLACK_BYTES);
        for (int i = text.length(); i < bytes.length; i++) {
            bytes[i] = (byte) "ab".charAt(random.nextInt(2));
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
