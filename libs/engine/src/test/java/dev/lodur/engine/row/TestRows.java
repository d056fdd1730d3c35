package dev.lodur.engine.row;

import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.Stage;
import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Rows of the stream {@code {app="web"}}, and what is needed to make up lines. */
final class TestRows {
    static final Labels STREAM = Labels.of("app", "web");

    private static final byte[] BEFORE = utf8("{\"before\":\"");
    private static final byte[] BEHIND = utf8("\"}]}=\"behind\" ");

    private TestRows() {}

    static Row row(String line) {
        return row(ParserHints.ALL, utf8(line));
    }

    static Row row(ParserHints hints, String line) {
        return row(hints, utf8(line));
    }

    static Row row(ParserHints hints, byte[] line) {
        Row row = new Row(hints);
        begin(row, line);
        return row;
    }

    /** Begins a row whose line stands amid other text, which nobody may look at. */
    static void begin(Row row, byte[] line) {
        byte[] bytes = new byte[BEFORE.length + line.length + BEHIND.length];
        System.arraycopy(BEFORE, 0, bytes, 0, BEFORE.length);
        System.arraycopy(line, 0, bytes, BEFORE.length, line.length);
        System.arraycopy(BEHIND, 0, bytes, BEFORE.length + line.length, BEHIND.length);
        row.begin(STREAM, 1, bytes, BEFORE.length, BEFORE.length + line.length);
    }

    static void addMetadata(Row row, String name, String value) {
        byte[] bytes = utf8(value);
        row.addMetadata(name, bytes, 0, bytes.length);
    }

    static Map<String, String> parsed(Row row) {
        return row.parsedLabels().toMap();
    }

    /** The first stage of a pipeline, such as {@code | json a="b"}. */
    static <T extends Stage> T stage(String text, Class<T> type) {
        List<Stage> stages = ((LogExpr) LogqlParser.parse("{app=\"web\"} " + text)).stages();
        return type.cast(stages.getFirst());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Up to so many bytes: noise, or what a format is made of, which gets further. */
    static byte[] noise(RandomGenerator random, int lengthMax) {
        String alphabet = "{}[]\"\\:,=<> \tnulltrue012.ab\u00e9";
        byte[] letters = utf8(alphabet);
        byte[] bytes = new byte[random.nextInt(lengthMax + 1)];
        boolean anything = random.nextInt(4) == 0;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = anything ? (byte) random.nextInt() : letters[random.nextInt(letters.length)];
        }
        return bytes;
    }
}
