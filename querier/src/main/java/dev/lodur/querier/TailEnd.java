package dev.lodur.querier;

import dev.lodur.lokiapi.read.HttpErrors;
import java.nio.charset.StandardCharsets;

/**
 * Why a tail ends, as a websocket says it.
 *
 * @param code of the close frame
 * @param text at most 123 bytes of UTF-8
 */
record TailEnd(int code, String text) {
    /** The client has gone: nobody reads this. */
    static final TailEnd GONE = new TailEnd(1000, "");

    static final TailEnd STOPPING = new TailEnd(1001, "the querier is stopping");
    static final TailEnd TOO_LONG = new TailEnd(1011, "reached tail max duration limit");

    private static final int TEXT_BYTES_MAX = 123;

    TailEnd {
        text = cut(text);
    }

    static TailEnd failed(Throwable failure) {
        return new TailEnd(1011, HttpErrors.of(failure).body().strip());
    }

    private static String cut(String text) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }
}
