package dev.lodur.engine;

import dev.lodur.model.Labels;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Lines and metadata with everything that a filter's rules look at. */
final class RandomLines {
    private static final List<String> WORDS = List.of(
            "error",
            "Timeout",
            "connection",
            "KELVIN",
            "\u212aelvin",
            "sort",
            "\u017fort",
            "größe",
            "Straße",
            "日本語",
            "a",
            "to",
            "GET",
            "user_id",
            "deadbeef",
            "Cafe",
            "x86_64",
            "ok\u212a",
            "mess\u017fage",
            "\ufffd",
            "naïve");
    private static final List<String> SEPARATORS =
            List.of(" ", " ", " ", "=", ":", "/", "-", ".", ", ", "[", "] ", "\t", "\\", "\r\n", "\"", "\u001b[31m");
    private static final List<String> KEYS = List.of("id", "msg", "trace", "status", "user-name", "1st", "app");

    private final RandomGenerator random;

    RandomLines(RandomGenerator random) {
        this.random = random;
    }

    String line() {
        return switch (random.nextInt(4)) {
            case 0 -> json(2);
            case 1 -> logfmt();
            default -> text(1 + random.nextInt(14));
        };
    }

    Labels metadata() {
        Labels metadata = random.nextInt(3) == 0 ? Labels.EMPTY : Labels.of("trace_id", token());
        return random.nextInt(4) == 0
                ? metadata.with(TestBlocks.pick(random, List.of("id", "app")), token())
                : metadata;
    }

    private String text(int tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            text.append(token()).append(TestBlocks.pick(random, SEPARATORS));
        }
        return text.toString();
    }

    private String token() {
        return switch (random.nextInt(9)) {
            case 0 -> hex(1 + random.nextInt(45));
            case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 2 -> new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(java.util.Locale.ROOT);
            case 3 -> Long.toString(random.nextLong(1L << random.nextInt(1, 63)));
            case 4 -> random.nextInt(300) + "." + random.nextInt(100);
            case 5 -> hex(12) + TestBlocks.pick(random, List.of("z", "_", "ä", "\u212a")) + hex(13);
            default -> TestBlocks.pick(random, WORDS);
        };
    }

    private String hex(int length) {
        StringBuilder hex = new StringBuilder();
        boolean upper = random.nextInt(4) == 0;
        for (int i = 0; i < length; i++) {
            char digit = Character.forDigit(random.nextInt(16), 16);
            hex.append(upper ? Character.toUpperCase(digit) : digit);
        }
        return hex.toString();
    }

    private String json(int depth) {
        StringBuilder json = new StringBuilder("{");
        int properties = 1 + random.nextInt(4);
        for (int i = 0; i < properties; i++) {
            json.append(i == 0 ? "" : random.nextBoolean() ? "," : " , ")
                    .append('"')
                    .append(TestBlocks.pick(random, KEYS))
                    .append("\":")
                    .append(value(depth));
        }
        return json.append(random.nextInt(20) == 0 ? "" : "}").toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> Double.toString(random.nextInt(1000) / 4.0);
            case 1 -> Integer.toString(random.nextInt(100_000));
            case 2 -> depth > 0 ? json(depth - 1) : "null";
            case 3 -> "[\"" + token() + "\",1]";
            default -> quoted(text(1 + random.nextInt(3)));
        };
    }

    /** In quotes; sometimes with more escapes than there need to be. */
    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || random.nextInt(60) == 0) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private String logfmt() {
        StringBuilder line = new StringBuilder();
        int pairs = 1 + random.nextInt(5);
        for (int i = 0; i < pairs; i++) {
            String value = random.nextBoolean() ? token() : quoted(text(1 + random.nextInt(3)));
            line.append(TestBlocks.pick(random, KEYS)).append('=').append(value).append(' ');
        }
        return line.toString();
    }
}
