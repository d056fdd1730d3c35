package dev.lodur.engine.row;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A random object: its text, and the labels that a plain reader makes of it. */
final class JsonDocument {
    private static final List<String> KEYS =
            List.of("a", "b", "a_b", "level", "x-req.id", "9lives", " blank ", "žlutý", "app", "meta", "q\"uote", "A");
    private static final List<String> NUMBERS = List.of("0", "-1", "12.50", "1e9", "-0.0", "123456789012345678901");
    private static final List<String> BLANKS = List.of("", "", "", " ", "\t", "\r\n ");

    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<List<String>, Optional<String>> places = new LinkedHashMap<>();

    JsonDocument(RandomGenerator random) {
        this.random = random;
        object("", List.of(), 0, true);
    }

    String text() {
        return text.toString();
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** With {@code app} a label of the stream and {@code meta} one of the metadata. */
    Map<String, String> labels() {
        return labels;
    }

    /** The first value under the keys on the way to it; nothing where it is an array. */
    Map<List<String>, Optional<String>> places() {
        return places;
    }

    private void object(String prefix, List<String> path, int depth, boolean counts) {
        text.append('{');
        int properties = random.nextInt(6);
        for (int i = 0; i < properties; i++) {
            if (i > 0) {
                text.append(',');
            }
            String key = TestRows.pick(random, KEYS);
            blank();
            string(key);
            blank();
            text.append(':');
            List<String> way = new ArrayList<>(path);
            way.add(key);
            value(prefix.isEmpty() ? name(key) : prefix + "_" + nameInside(key), way, depth, counts);
        }
        blank();
        text.append('}');
    }

    private static String name(String key) {
        String name = nameInside(key);
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static String nameInside(String key) {
        return key.strip().replaceAll("[^a-zA-Z0-9_]", "_");
    }

    private void value(String name, List<String> path, int depth, boolean counts) {
        blank();
        boolean first = counts && places.putIfAbsent(path, Optional.empty()) == null;
        Optional<String> value = switch (random.nextInt(depth < 4 ? 7 : 4)) {
            case 0, 1 -> string(name, words(), counts);
            case 2 -> plain(name, TestRows.pick(random, NUMBERS), counts);
            case 3 -> word(name, TestRows.pick(random, List.of("true", "false", "null")), counts);
            case 4 -> array(depth);
            default -> {
                int start = text.length();
                object(name, path, depth + 1, counts);
                yield Optional.of(text.substring(start));
            }
        };
        if (first) {
            places.put(path, value);
        }
        blank();
    }

    private Optional<String> string(String name, String value, boolean counts) {
        string(value);
        String shown = value.replace('\ufffd', ' ');
        put(name, shown, counts);
        return Optional.of(shown);
    }

    private Optional<String> word(String name, String word, boolean counts) {
        boolean isNull = word.equals("null");
        plain(name, word, counts && !isNull);
        return Optional.of(isNull ? "" : word);
    }

    private Optional<String> plain(String name, String value, boolean counts) {
        text.append(value);
        put(name, value, counts);
        return Optional.of(value);
    }

    private Optional<String> array(int depth) {
        text.append('[');
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            if (i > 0) {
                text.append(',');
            }
            value("", List.of(), depth + 1, false);
        }
        text.append(']');
        return Optional.empty();
    }

    private void put(String name, String value, boolean counts) {
        if (counts) {
            labels.putIfAbsent(name.equals("app") || name.equals("meta") ? name + "_extracted" : name, value);
        }
    }

    private String words() {
        StringBuilder value = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            value.append(TestRows.pick(
                    random,
                    List.of("a", "ž", "\u20ac", "\ud83d\ude00", "\\", "\"", "/", "\n", "\t", "{", "}", "]", "\ufffd")));
        }
        return value.toString();
    }

    private void blank() {
        text.append(TestRows.pick(random, BLANKS));
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isSurrogate(c);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (!pair && random.nextInt(8) == 0) {
                text.append("\\u%04x".formatted((int) c));
            } else if (Character.isHighSurrogate(c) && random.nextInt(2) == 0) {
                text.append("\\u%04X\\u%04x".formatted((int) c, (int) value.charAt(++i)));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
