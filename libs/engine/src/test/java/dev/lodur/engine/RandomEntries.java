package dev.lodur.engine;

import dev.lodur.engine.reference.PlainEntry;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Entries of a few streams with lines of all forms that parsers know, some of them broken. */
final class RandomEntries {
    static final long SECOND = 1_000_000_000L;
    static final long START_NANOS = 1_000 * SECOND;
    static final int SECONDS = 60;

    static final List<Labels> STREAMS = List.of(
            Labels.of("app", "web", "env", "prod"),
            Labels.of("app", "web"),
            Labels.of("app", "db", "env", "prod", "level", "info"),
            Labels.of("app", "db", "env", "dev"));

    private static final List<String> VALUES = List.of(
            "1",
            "2.5",
            "0",
            "-3",
            "7",
            "12.25",
            "100ms",
            "1.5s",
            "2s",
            "-250ms",
            "1h2m",
            "2KB",
            "1.5MB",
            "10B",
            "3KiB",
            "oops",
            "",
            "GET",
            "POST",
            "err",
            "info",
            "error",
            "warn",
            "a b",
            "ä€😀",
            "x\ufffdy",
            "NaN",
            "Inf",
            "1e3",
            "1e400",
            "0x1p4",
            "10.0.0.7",
            "192.168.1.9",
            "200",
            "404",
            "500",
            "a=b",
            "q\"uote",
            "back\\slash",
            "tab\tnew\n",
            "__error__",
            "true");
    static final List<String> NUMBERS = List.of("1", "2", "0.25", "7", "12.5", "3", "40", "200", "404");
    private static final List<String> KEYS = List.of(
            "level",
            "status",
            "took",
            "size",
            "app",
            "msg",
            "a",
            "b",
            "n",
            "a b",
            "1x",
            "user.id",
            "trace",
            "a_b",
            "ip",
            "método",
            "env",
            "detected_level",
            "took_extracted");
    private static final List<String> WORDS = List.of(
            "error", "ERROR", "disk", "GET", "err", "user", "timeout", "10.0.0.7", "a", "info", "x=1", "ä", "12:34:56");

    private final RandomGenerator random;
    private final int style;

    RandomEntries(RandomGenerator random) {
        this.random = random;
        this.style = random.nextInt(13);
    }

    /** Up to some eighty entries, some of them more than once. */
    List<PlainEntry> entries() {
        List<PlainEntry> entries = new ArrayList<>();
        int count = 1 + random.nextInt(80);
        for (int i = 0; i < count; i++) {
            entries.add(entry());
            if (random.nextInt(6) == 0) {
                entries.add(pick(entries));
            }
        }
        return entries;
    }

    private PlainEntry entry() {
        long unit = style > 8 ? 4 : 1;
        long nanos = START_NANOS + random.nextInt(2 * SECONDS) / unit * unit * (SECOND / 2);
        String line = line();
        return new PlainEntry(pick(STREAMS), nanos + Math.max(0, random.nextInt(8) - 6), line, metadata(line));
    }

    private Labels metadata(String line) {
        Map<String, String> metadata = new LinkedHashMap<>();
        int count = random.nextInt(5) < 2 ? random.nextInt(4) : 0;
        for (int i = 0; i < count; i++) {
            String key = pick(List.of("trace", "env", "level", "took", "size", "status"));
            metadata.put(key, value(key));
        }
        // Entries that differ in their level alone are one, so equal lines have equal levels.
        if (line.length() % 3 == 0) {
            metadata.put("detected_level", line.contains("err") ? "error" : "info");
        }
        return Labels.of(metadata);
    }

    /** A stage that takes labels out of most of the lines, as far as they have any. */
    String parser() {
        return switch (style) {
            case 0, 1 -> "| json";
            case 2, 3 -> "| logfmt";
            case 4 -> "| pattern \"<ip> - <user_id> [<_>] \\\"<method> <a>?x=<n> <_>\\\" <status> <size>\"";
            case 5 -> "| unpack | logfmt";
            case 9, 10 -> "| json";
            case 11, 12 -> "| logfmt --strict";
            default -> "| regexp \"(?P<level>[a-zA-Z]+)\\\\W*(?P<n>\\\\d*)\"";
        };
    }

    private String line() {
        return switch (random.nextInt(10) < 8 ? style : random.nextInt(9)) {
            case 0, 1 -> broken(object(0));
            case 2, 3 -> broken(logfmt());
            case 4 -> access();
            case 5 -> broken(packed());
            case 6 -> colours();
            case 9, 10 ->
                "{\"level\":" + quote(value("level")) + ",\"n\":" + pick(NUMBERS) + ",\"took\":" + quote(value("took"))
                        + ",\"size\":" + quote(value("size")) + pick(List.of("}", "}", "}", ",\"x\":", ",", ""));
            case 11, 12 ->
                "level=" + plainValue("level") + " n=" + pick(NUMBERS) + " took=" + plainValue("took") + " size="
                        + plainValue("size") + pick(List.of("", "", "", " x=\"", " =", " y"));
            case 7 ->
                pick(List.of(
                        "[1, 2, {\"a\":3}]",
                        "\"text\"",
                        "12",
                        "null",
                        " {\"a\":1}",
                        "{}",
                        "",
                        "{",
                        "{\"a\"",
                        "[]",
                        " "));
            default -> words();
        };
    }

    /** Often one that its name promises. */
    private String value(String key) {
        boolean any = random.nextInt(4) == 0;
        return any
                ? pick(VALUES)
                : switch (key) {
                    case "took" -> pick(List.of("100ms", "1.5s", "2s", "-250ms", "1h2m", "0", "750ms"));
                    case "size" -> pick(List.of("2KB", "1.5MB", "10B", "3KiB", "42", "1.2kB"));
                    case "status", "n" -> pick(NUMBERS);
                    case "level" -> pick(List.of("info", "warn", "err", "error"));
                    default -> pick(VALUES);
                };
    }

    private String broken(String line) {
        if (line.isEmpty() || random.nextInt(6) > 0) {
            return line;
        }
        int at = line.offsetByCodePoints(0, random.nextInt(line.codePointCount(0, line.length())));
        int next = line.offsetByCodePoints(at, 1);
        return switch (random.nextInt(3)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(0, at) + line.substring(next);
            default ->
                line.substring(0, at)
                        + pick(List.of("\"", "{", "}", "[", "]", ",", ":", "=", "\\", " ", "x", "1"))
                        + line.substring(next);
        };
    }

    private String object(int depth) {
        StringBuilder json = new StringBuilder("{");
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : blank() + "," + blank());
            String key = pick(KEYS);
            json.append(quote(key)).append(blank()).append(':').append(blank()).append(json(key, depth));
        }
        return json.append(blank()).append('}').toString();
    }

    private String json(String key, int depth) {
        return switch (random.nextInt(depth > 2 ? 7 : 9)) {
            case 0 -> pick(List.of("true", "false", "null"));
            case 1, 2 -> pick(List.of("1", "-2.5", "200", "404", "1e3", "0.25", "7"));
            case 3, 4, 5 -> quote(value(key));
            case 6 ->
                pick(List.of("[]", "[1,2]", "[\"a\",\"b\\\"c\"]", "[{\"b\":1},{\"b\":[5,6]}]", "[ ]", "[[1],[2]]"));
            default -> object(depth + 1);
        };
    }

    private String blank() {
        return random.nextInt(12) == 0 ? pick(List.of(" ", "\t", "  ")) : "";
    }

    /** A JSON string, with escapes where they are needed and elsewhere, seldom with one that is wrong. */
    private String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int c : text.codePoints().toArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || random.nextInt(60) == 0) {
                for (char unit : Character.toChars(c)) {
                    quoted.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                quoted.appendCodePoint(c);
            }
        }
        if (random.nextInt(60) == 0) {
            quoted.append(pick(List.of("\\q", "\\ud800", "\\u12", "\\/", "\\b")));
        }
        return quoted.append('"').toString();
    }

    private String logfmt() {
        StringBuilder line = new StringBuilder();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            String key = pick(KEYS);
            line.append(key.replace(" ", random.nextInt(4) == 0 ? " " : "-"));
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> line.append('=');
                case 2, 3 -> line.append('=').append(quote(value(key)));
                default -> line.append('=').append(plainValue(key));
            }
            line.append(pick(List.of(" ", " ", " ", "  ", "\t")));
        }
        return random.nextBoolean() ? line.toString().strip() : line.toString();
    }

    private String plainValue(String key) {
        return value(key)
                .replace(' ', '_')
                .replace('\t', '_')
                .replace('\n', '_')
                .replace("\"", "");
    }

    private String access() {
        return pick(List.of("10.0.0.7", "192.168.1.9", "10.1.2.300", "::1")) + " - "
                + pick(List.of("bob", "-", "eve"))
                + " [12:34:56] \"" + pick(List.of("GET", "POST", "PUT")) + " /a/"
                + pick(WORDS) + "?x=" + pick(NUMBERS) + " HTTP/1.1\" "
                + pick(List.of("200", "404", "500", "oops", "-")) + " "
                + pick(NUMBERS) + pick(List.of("", " ", "ms", "KB"));
    }

    private String packed() {
        String entry =
                random.nextInt(5) == 0 ? "" : "\"_entry\":" + quote(random.nextBoolean() ? logfmt() : words()) + ",";
        String key = pick(KEYS);
        return "{" + entry + quote(key) + ":" + quote(value(key)) + "," + quote(pick(KEYS)) + ":" + json(key, 2) + "}";
    }

    private String colours() {
        return pick(List.of("\u001b[31m", "\u001b[1;32m", "\u009b0m", "\u001b[")) + pick(WORDS) + "\u001b[0m "
                + pick(WORDS) + (random.nextBoolean() ? "\u001b[0m" : "");
    }

    private String words() {
        StringBuilder line = new StringBuilder();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            line.append(i == 0 ? "" : " ").append(pick(WORDS));
        }
        return line.toString();
    }

    private <T> T pick(List<T> choices) {
        return TestBlocks.pick(random, choices);
    }
}
