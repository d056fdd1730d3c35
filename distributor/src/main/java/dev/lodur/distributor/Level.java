package dev.lodur.distributor;

import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The levels that {@code detected_level} knows. Their arrays stay inside the package, where nobody changes them. */
@SuppressWarnings("ImmutableEnumChecker")
enum Level {
    TRACE("trace"),
    DEBUG("debug"),
    INFO("info"),
    WARN("warn"),
    ERROR("error"),
    CRITICAL("critical"),
    FATAL("fatal"),
    UNKNOWN("unknown");

    static final String METADATA_NAME = "detected_level";
    static final byte[] METADATA_NAME_BYTES = METADATA_NAME.getBytes(StandardCharsets.US_ASCII);

    private static final Spelling[] SPELLINGS = {
        new Spelling("trace", TRACE),
        new Spelling("trc", TRACE),
        new Spelling("debug", DEBUG),
        new Spelling("dbg", DEBUG),
        new Spelling("info", INFO),
        new Spelling("inf", INFO),
        new Spelling("information", INFO),
        new Spelling("warn", WARN),
        new Spelling("wrn", WARN),
        new Spelling("warning", WARN),
        new Spelling("error", ERROR),
        new Spelling("err", ERROR),
        new Spelling("critical", CRITICAL),
        new Spelling("fatal", FATAL),
    };
    private static final int SPELLING_LENGTH_MAX = 11;

    private record Spelling(byte[] word, Level level) {
        Spelling(String word, Level level) {
            this(word.getBytes(StandardCharsets.US_ASCII), level);
        }
    }

    private final byte[] text;
    private final byte[] packed;

    Level(String name) {
        text = name.getBytes(StandardCharsets.US_ASCII);
        packed = PackedLabels.encode(Labels.of("detected_level", name));
    }

    /** The name, for nobody to change. */
    byte[] text() {
        return text;
    }

    /** The packed metadata of an entry that has nothing but this level; for nobody to change. */
    byte[] packed() {
        return packed;
    }

    /** The level that a field's value names in one of its spellings, in any case; null where it is none. */
    static @Nullable Level ofValue(byte[] bytes, int offset, int length) {
        if (length < 3 || length > SPELLING_LENGTH_MAX) {
            return null;
        }
        for (Spelling spelling : SPELLINGS) {
            if (spelling.word().length == length && equalsIgnoreCase(bytes, offset, spelling.word())) {
                return spelling.level();
            }
        }
        return null;
    }

    /** Whether the bytes at a position are a word given in lower case, if ASCII case does not count. */
    static boolean equalsIgnoreCase(byte[] bytes, int offset, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(bytes[offset + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 0x20 : b;
    }

    /** The level of an OTLP severity number (OpenTelemetry logs data model). */
    static Level ofSeverityNumber(int number) {
        if (number == 0 || number > 24) {
            return UNKNOWN;
        }
        if (number <= 4) {
            return TRACE;
        }
        if (number <= 8) {
            return DEBUG;
        }
        if (number <= 12) {
            return INFO;
        }
        if (number <= 16) {
            return WARN;
        }
        return number <= 20 ? ERROR : FATAL;
    }
}
