package dev.lodur.segment.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What a text calls for is what lines that contain it have; exact sets stand for filters here. */
class NeedleTest {
    private static final int CASES = Integer.getInteger("lodur.filter.cases", 1500) * 100;

    private static final List<String> WORDS = List.of(
            "error",
            "TimeoutException",
            "\u212aelvin",
            "mess\u017fage",
            "größe",
            "日本語テキスト",
            "\ufffd",
            "deadbeefcafe",
            "a",
            "GET",
            "user_id",
            "x86_64",
            "abcdefgh",
            "abcdefghi",
            "12345",
            "1234",
            "12ab",
            "feedfacedeadbeef");
    private static final List<String> SEPARATORS = List.of(" ", "=", ":", "-", "-", ".", "\"", "\\", "\r\n", "", "");

    /** The entries of a line. */
    private static final class LineSet implements LineEntries.Sink {
        private final Set<Long> entries = new HashSet<>();
        private final Set<Integer> hexLengths = new HashSet<>();
        private final LineEntries line = new LineEntries(this);

        LineSet(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            line.addLine(utf8, 0, utf8.length);
        }

        @Override
        public void entry(long hash) {
            entries.add(hash);
        }

        @Override
        public void hexLength(int length) {
            hexLengths.add(length);
        }

        boolean mayHave(Needle needle) {
            return switch (needle) {
                case Needle.Anything anything -> true;
                case Needle.Entry(long hash, int rarity) -> entries.contains(hash);
                case Needle.LongerHexRun(int length) -> hexLengths.stream().anyMatch(own -> own > length);
                case Needle.Rewritten rewritten -> false;
                case Needle.AllOf(List<Needle> parts) -> parts.stream().allMatch(this::mayHave);
                case Needle.AnyOf(List<Needle> alternatives) ->
                    alternatives.stream().anyMatch(this::mayHave);
            };
        }
    }

    @Test
    void everyPieceOfALineIsFoundInIt() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        int pruning = 0;
        for (int done = 0; done < CASES; ) {
            String text = text(random);
            LineSet line = new LineSet(text);
            LineSet another = new LineSet(text(random));
            for (int i = 0; i < 20; i++, done++) {
                int length = text.codePointCount(0, text.length());
                int from = random.nextInt(length);
                int to = Math.min(length, from + 1 + random.nextInt(60));
                String piece = text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
                Needle needle = contained(random.nextInt(3) > 0 ? piece : otherCase(piece, random));
                assertThat(line.mayHave(needle))
                        .as("<%s> in <%s>: %s", piece, text, needle)
                        .isTrue();
                pruning += another.mayHave(needle) ? 0 : 1;
            }
        }
        assertThat(pruning).isGreaterThan(CASES / 3);
    }

    @Test
    void whatStandsBetweenSeparatorsIsFound() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        for (int done = 0; done < CASES / 20; done++) {
            String value = text(random);
            Needle needle = Needle.enclosed(value.getBytes(StandardCharsets.UTF_8));
            for (String line : List.of(value, "k=" + value + " ", "{\"k\":\"" + value + "\"}", "[" + value)) {
                assertThat(new LineSet(line).mayHave(needle))
                        .as("<%s> in <%s>: %s", value, line, needle)
                        .isTrue();
            }
        }
    }

    /** Another case of the same letters, as Go takes it. */
    private static String otherCase(String text, RandomGenerator random) {
        StringBuilder other = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case 'k', 'K', '\u212a' -> other.append("kK\u212a".charAt(random.nextInt(3)));
                case 's', 'S', '\u017f' -> other.append("sS\u017f".charAt(random.nextInt(3)));
                default -> other.append(c < 0x80 && random.nextBoolean() ? Character.toUpperCase(c) : c);
            }
        }
        return other.toString();
    }

    @Test
    void barePiecesThatIdsAreLookedForByArePruned() {
        String uuid = "3c0e3dcd-33e7-4abc-8def-0123456789ab";
        LineSet line = new LineSet("id=" + uuid + " trace=00112233445566778899aabbccddeeff");
        assertThat(line.mayHave(contained(uuid.toUpperCase(Locale.ROOT)))).isTrue();
        assertThat(line.mayHave(contained(uuid.replace('3', '4')))).isFalse();
        assertThat(line.mayHave(contained("f0112a33aa5566bb8899ccbbcc1dee00"))).isFalse();
        assertThat(line.mayHave(contained("112233445566778899aabbccddee"))).isTrue();
        assertThat(line.mayHave(contained("445566778899aabb"))).isTrue();
        assertThat(line.mayHave(contained("94556a7788b9aa0b"))).isFalse();
        assertThat(line.mayHave(contained("445566778899abc")))
                .as("too short to be found in a longer one")
                .isTrue();
        assertThat(line.mayHave(contained("=f0112a334a5566b78899c0bbccddeef0"))).isFalse();
        assertThat(line.mayHave(contained(" nosuch="))).isFalse();
        assertThat(line.mayHave(contained("nosuch")))
                .as("may be a part of a token")
                .isTrue();
    }

    @Test
    void metadataIsFoundByKeyAndValue() {
        byte[] packed = PackedLabels.encode(Labels.of("span", "Xy", "trace_id", "ab"));
        LineSet row = new LineSet("");
        row.line.addMetadata(packed, 0, packed.length);
        assertThat(row.mayHave(Needle.metadata("trace_id", "ab"))).isTrue();
        assertThat(row.mayHave(Needle.metadata("span", "Xy"))).isTrue();
        assertThat(row.mayHave(Needle.metadata("span", "xy"))).isFalse();
        assertThat(row.mayHave(Needle.metadata("trace_id", "Xy"))).isFalse();
        assertThat(row.mayHave(Needle.metadata("trace_i", "dab"))).isFalse();
    }

    private static Needle contained(String text) {
        return Needle.contained(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RandomGenerator random) {
        List<String> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            parts.add(
                    switch (random.nextInt(5)) {
                        case 0 -> hex(random, 1 + random.nextInt(80));
                        case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
                        case 2 -> Long.toString(random.nextLong(1L << random.nextInt(1, 63)));
                        default -> WORDS.get(random.nextInt(WORDS.size()));
                    });
            parts.add(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
        }
        return String.join("", parts);
    }

    private static String hex(RandomGenerator random, int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return random.nextInt(4) == 0 ? hex.toString().toUpperCase(Locale.ROOT) : hex.toString();
    }
}
