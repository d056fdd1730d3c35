package dev.lodur.compaction.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lodur.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that are pushed with one request. Not thread-safe. */
final class PushBatch {
    private final Map<Labels, List<ExportedRow>> streams = new LinkedHashMap<>();
    private final long charactersMax;
    private final int rowsMax;
    private long characters;
    private int rows;

    /**
     * @param charactersMax of lines and metadata; a longer line goes alone
     * @param rowsMax rows at most
     */
    PushBatch(long charactersMax, int rowsMax) {
        this.charactersMax = charactersMax;
        this.rowsMax = rowsMax;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    int rows() {
        return rows;
    }

    /** Whether another row would make it too large. */
    boolean isFullFor(ExportedRow row) {
        return rows > 0 && (rows >= rowsMax || characters + characters(row) > charactersMax);
    }

    void add(ExportedRow row) {
        streams.computeIfAbsent(row.labels(), labels -> new ArrayList<>()).add(row);
        characters += characters(row);
        rows++;
    }

    private static long characters(ExportedRow row) {
        long characters = row.line().length();
        for (int i = 0; i < row.metadata().size(); i++) {
            characters +=
                    row.metadata().name(i).length() + row.metadata().value(i).length();
        }
        return characters;
    }

    void clear() {
        streams.clear();
        characters = 0;
        rows = 0;
    }

    /** The body of Loki's push endpoint, as JSON. */
    byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("streams");
            for (Map.Entry<Labels, List<ExportedRow>> stream : streams.entrySet()) {
                json.writeStartObject();
                json.writeFieldName("stream");
                JsonLinesWriter.writeLabels(json, stream.getKey());
                writeValues(json, stream.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static void writeValues(JsonGenerator json, List<ExportedRow> values) throws IOException {
        json.writeArrayFieldStart("values");
        for (ExportedRow row : values) {
            json.writeStartArray();
            json.writeString(Long.toString(row.timestampNanos()));
            json.writeString(row.line());
            if (!row.metadata().isEmpty()) {
                JsonLinesWriter.writeLabels(json, row.metadata());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
