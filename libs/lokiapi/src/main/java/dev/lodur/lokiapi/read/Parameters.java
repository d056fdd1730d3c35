package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request: those of a form in the body before those of the URL, each name with all its values.
 *
 * <p>Read as Go's {@code net/url} does: pairs between {@code &}, {@code +} is a blank, a semicolon is refused, as is a
 * {@code %} without two hexadecimal digits. Bytes that are not UTF-8 become U+FFFD. Immutable.
 */
public final class Parameters {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Those of a URL alone; {@code rawQuery} is what follows the {@code ?}, still encoded. */
    public static Parameters ofQuery(@Nullable String rawQuery) {
        return of(rawQuery, null, new byte[0]);
    }

    /**
     * Those of a URL and of a body.
     *
     * @param contentType the header, or null; any other type than a form's leaves the body unread
     * @param body the body of a POST, empty for other methods
     */
    public static Parameters of(@Nullable String rawQuery, @Nullable String contentType, byte[] body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (isForm(contentType)) {
            parse(body, values);
        }
        if (rawQuery != null) {
            parse(rawQuery.getBytes(StandardCharsets.UTF_8), values);
        }
        return new Parameters(values);
    }

    private static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private static void parse(byte[] bytes, Map<String, List<String>> values) {
        int from = 0;
        while (from < bytes.length) {
            int end = indexOf(bytes, '&', from, bytes.length);
            if (end > from) {
                parsePair(bytes, from, end, values);
            }
            from = end + 1;
        }
    }

    private static void parsePair(byte[] bytes, int from, int end, Map<String, List<String>> values) {
        if (indexOf(bytes, ';', from, end) < end) {
            throw invalid("invalid semicolon separator in query");
        }
        int equals = indexOf(bytes, '=', from, end);
        String name = decode(bytes, from, equals);
        String value = equals < end ? decode(bytes, equals + 1, end) : "";
        values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String decode(byte[] bytes, int from, int end) {
        byte[] out = new byte[end - from];
        int length = 0;
        for (int at = from; at < end; at++) {
            byte b = bytes[at];
            if (b == '%') {
                b = (byte) escaped(bytes, at, end);
                at += 2;
            } else if (b == '+') {
                b = ' ';
            }
            out[length++] = b;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static int escaped(byte[] bytes, int at, int end) {
        int high = at + 2 < end ? Character.digit(bytes[at + 1], 16) : -1;
        int low = at + 2 < end ? Character.digit(bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            String text = new String(bytes, at, Math.min(3, end - at), StandardCharsets.UTF_8);
            throw invalid("invalid URL escape \"" + text + "\"");
        }
        return high << 4 | low;
    }

    private static LodurException invalid(String text) {
        return new LodurException(ErrorCode.INVALID_REQUEST, text);
    }

    /** The first value of a name, or the empty string where it is absent. */
    public String get(String name) {
        List<String> all = values.get(name);
        return all == null ? "" : all.getFirst();
    }

    /** Every value of a name, those of the body first. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }
}
