package dev.lodur.compaction.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.lodur.model.Labels;
import dev.lodur.model.file.FileLayer;
import dev.lodur.segment.SegmentSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes exported rows as JSON, one object a line, in UTF-8:
 *
 * <pre>{@code
 * {"timestamp":"2026-11-23T10:00:00.000000001Z","timestamp_ns":"1795428000000000001","labels":{"app":"a"},"metadata":{"trace_id":"7"},"line":"..."}
 * }</pre>
 *
 * {@code timestamp} is RFC 3339 in UTC with all digits that are needed, {@code timestamp_ns} the same in nanoseconds since
 * 1970, a string because many readers of JSON have no whole numbers of 64 bits. All five fields are always there. Not
 * thread-safe; closing it closes the stream.
 */
public final class JsonLinesWriter implements ExportSink, AutoCloseable {
    private final FileLayer files;
    private final JsonGenerator json;
    private final OutputStream out;
    private boolean ended = true;

    public JsonLinesWriter(FileLayer files, OutputStream out) throws IOException {
        this.files = files;
        this.out = out;
        this.json = new JsonFactory().createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    @Override
    public void add(LocalDate day, Path file, SegmentSummary summary) throws IOException {
        SegmentRows.read(files, file, this::write);
    }

    void write(ExportedRow row) throws IOException {
        ended = false;
        json.writeStartObject();
        json.writeStringField("timestamp", instant(row.timestampNanos()).toString());
        json.writeStringField("timestamp_ns", Long.toString(row.timestampNanos()));
        writeLabels(json, "labels", row.labels());
        writeLabels(json, "metadata", row.metadata());
        json.writeStringField("line", row.line());
        json.writeEndObject();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    private static void writeLabels(JsonGenerator json, String field, Labels labels) throws IOException {
        json.writeFieldName(field);
        writeLabels(json, labels);
    }

    static void writeLabels(JsonGenerator json, Labels labels) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.flush();
        if (!ended) {
            out.write('\n');
        }
        json.close();
    }
}
