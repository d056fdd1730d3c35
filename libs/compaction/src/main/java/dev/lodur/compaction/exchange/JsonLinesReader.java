package dev.lodur.compaction.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link JsonLinesWriter} writes, and what others write alike: {@code timestamp_ns}, a number or a string, or
 * {@code timestamp}, RFC 3339 or nanoseconds since 1970; {@code labels}, at least one; {@code line}; and {@code metadata}
 * where there is any. Other fields are passed over. Line breaks between objects do not matter. Memory holds one row.
 */
final class JsonLinesReader {
    private static final int LINE_CHARACTERS_MAX = 128 << 20;

    private final JsonParser json;
    private final String name;

    /** @param name of the file, for texts */
    JsonLinesReader(InputStream in, String name) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(LINE_CHARACTERS_MAX)
                        .build())
                .build();
        this.json = factory.createParser(in);
        this.name = name;
    }

    /**
     * Gives all rows.
     *
     * @throws LodurException {@link ErrorCode#INVALID_REQUEST} with the place of what cannot be understood
     */
    void read(SegmentRows.Receiver rows) throws IOException {
        try {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    throw wrong("an object is expected");
                }
                rows.accept(row());
            }
        } catch (JsonProcessingException e) {
            throw wrong(e.getOriginalMessage());
        }
    }

    private ExportedRow row() throws IOException {
        Long nanos = null;
        Long time = null;
        Labels labels = Labels.EMPTY;
        Labels metadata = Labels.EMPTY;
        String line = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "timestamp_ns" -> nanos = nanos(text(field));
                case "timestamp" -> time = time(text(field));
                case "labels" -> labels = labels(field);
                case "metadata" -> metadata = labels(field);
                case "line" -> line = text(field);
                default -> json.skipChildren();
            }
        }
        Long known = nanos != null ? nanos : time;
        if (known == null || line == null || labels.isEmpty()) {
            throw wrong("the object needs timestamp_ns or timestamp, labels, and line");
        }
        return new ExportedRow(known, labels, metadata, line);
    }

    private String text(String field) throws IOException {
        @Nullable String text = json.currentToken().isScalarValue() ? json.getText() : null;
        if (text == null || json.currentToken() == JsonToken.VALUE_NULL) {
            throw wrong(field + " is no text");
        }
        return text;
    }

    private Labels labels(String field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(field + " is no object");
        }
        Map<String, String> labels = new TreeMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String label = json.currentName();
            json.nextToken();
            labels.put(label, text(label));
        }
        return Labels.of(labels);
    }

    private long nanos(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong("\"" + text + "\" is no number of nanoseconds");
        }
    }

    private long time(String text) {
        if (text.indexOf('T') < 0) {
            return nanos(text);
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong("\"" + text + "\" is no time like 2026-11-23T10:00:00.5Z");
        }
    }

    private LodurException wrong(String what) {
        return new LodurException(
                ErrorCode.INVALID_REQUEST,
                name + ", line " + json.currentLocation().getLineNr() + ": " + what);
    }
}
