package dev.lodur.engine.reference;

import dev.lodur.logql.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code | logfmt}, with and without names. */
final class PlainLogfmt {
    /** A pair, or what is wrong instead. */
    private record Pair(
            String key,
            String value,
            boolean quoted,
            @Nullable String failure,
            int end) {}

    private static final String PREFIX = "logfmt syntax error at pos ";

    private PlainLogfmt() {}

    static void apply(Stage.Logfmt stage, PlainRow row) {
        if (row.wanted.nothing()) {
            return;
        }
        boolean named = !stage.extractions().isEmpty();
        for (Stage.Extraction extraction : stage.extractions()) {
            if (row.nameFor(extraction.label()).equals(extraction.label())) {
                row.extractAgain(extraction.label(), "");
            }
        }
        String line = row.line();
        boolean found = !named;
        int at = 0;
        while (at < line.length() && !(found && row.allExtracted())) {
            Pair pair = read(line, at);
            at = pair.end();
            String failure = pair.failure();
            if (failure == null && !pair.key().isEmpty()) {
                if (named) {
                    found |= stage.extractions().stream().anyMatch(one -> key(one).equals(pair.key()));
                    failure = takeNamed(stage.extractions(), pair, line, row);
                } else {
                    failure = take(pair, stage.keepEmpty(), line, row);
                }
            }
            if (failure != null && stage.strict()) {
                row.failToParse("LogfmtParserErr", failure);
                return;
            }
        }
    }

    private static @Nullable String take(Pair pair, boolean keepEmpty, String line, PlainRow row) {
        String name = PlainJson.labelName(pair.key());
        if (!row.wanted.wants(name) && !row.wanted.wants(name + "_extracted")) {
            return null;
        }
        Optional<String> value = meaning(pair);
        if (value.isEmpty()) {
            return failure(line, pair.end(), "invalid quoted value");
        }
        if (keepEmpty || !value.get().isEmpty()) {
            row.extract(name, value.get());
        }
        return null;
    }

    private static @Nullable String takeNamed(
            List<Stage.Extraction> extractions, Pair pair, String line, PlainRow row) {
        for (Stage.Extraction extraction : extractions) {
            if (key(extraction).equals(pair.key())) {
                Optional<String> value = meaning(pair);
                if (value.isEmpty()) {
                    return failure(line, pair.end(), "invalid quoted value");
                }
                row.extractAgain(row.nameFor(extraction.label()), value.get());
            }
        }
        return null;
    }

    private static String key(Stage.Extraction extraction) {
        return extraction.path().replaceAll("^\"(.*)\"$", "$1");
    }

    /** Values that are not text are empty. */
    private static Optional<String> meaning(Pair pair) {
        Optional<String> value = pair.quoted() ? PlainJson.unescape(pair.value()) : Optional.of(pair.value());
        return value.map(text -> text.indexOf('\ufffd') >= 0 ? "" : text);
    }

    private static Pair read(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        if (at == line.length()) {
            return new Pair("", "", false, null, at);
        }
        int keyEnd = end(line, at, true);
        if (keyEnd < line.length() && (keyEnd == at || line.charAt(keyEnd) == '"')) {
            return unexpected(line, keyEnd);
        }
        String key = line.substring(at, keyEnd);
        if (keyEnd == line.length() || line.charAt(keyEnd) != '=') {
            return new Pair(key, "", false, null, keyEnd);
        }
        if (keyEnd + 1 < line.length() && line.charAt(keyEnd + 1) == '"') {
            return quoted(line, key, keyEnd + 1);
        }
        int valueEnd = end(line, keyEnd + 1, true);
        if (valueEnd < line.length() && line.charAt(valueEnd) > ' ') {
            return unexpected(line, valueEnd);
        }
        return new Pair(key, line.substring(keyEnd + 1, valueEnd), false, null, valueEnd);
    }

    private static Pair quoted(String line, String key, int open) {
        int at = open + 1;
        while (at < line.length() && line.charAt(at) != '"') {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= line.length()) {
            return broken(line, line.length(), line.length(), "unterminated quoted value");
        }
        return new Pair(key, line.substring(open + 1, at), true, null, at + 1);
    }

    /** The next blank, and if told so equals sign or quote, or the end. */
    private static int end(String line, int from, boolean signs) {
        int at = from;
        while (at < line.length()
                && line.charAt(at) > ' '
                && !(signs && (line.charAt(at) == '=' || line.charAt(at) == '"'))) {
            at++;
        }
        return at;
    }

    private static Pair unexpected(String line, int at) {
        return broken(line, at, end(line, at, false), "unexpected '" + line.charAt(at) + "'");
    }

    private static Pair broken(String line, int at, int end, String what) {
        return new Pair("", "", false, failure(line, at, what), end);
    }

    private static String failure(String line, int at, String what) {
        int bytes = line.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        return PREFIX + (bytes + 1) + " : " + what;
    }
}
