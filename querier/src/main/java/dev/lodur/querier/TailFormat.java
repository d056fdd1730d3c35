package dev.lodur.querier;

import dev.lodur.engine.LogQueryResult.ResultEntry;
import dev.lodur.engine.LogQueryResult.ResultStream;
import dev.lodur.engine.TailRows;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.LegacyTailWriter;
import dev.lodur.lokiapi.read.TailFrames;
import dev.lodur.lokiapi.read.TailWriter;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;

/** How a tail's frames are written. */
record TailFormat(boolean categorizeLabels, Function<JsonWriter, TailFrames> writer) {
    static final TailFormat LEGACY = new TailFormat(false, LegacyTailWriter::new);

    static TailFormat of(EncodingFlags flags) {
        return new TailFormat(flags.categorizeLabels(), json -> new TailWriter(json, flags));
    }

    byte[] write(TailFrame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter json = new JsonWriter(out)) {
            TailFrames frames = writer.apply(json);
            TailRows.inOrder(frame.rows(), categorizeLabels).forEach(stream -> write(stream, frames));
            frame.dropped().forEach(dropped -> frames.dropped(dropped.stream(), dropped.timestampNanos()));
            frames.finish();
        }
        return out.toByteArray();
    }

    private static void write(ResultStream stream, TailFrames frames) {
        frames.beginStream(stream.labels());
        for (ResultEntry entry : stream.entries()) {
            frames.entry(
                    entry.timestampNanos(),
                    entry.line(),
                    0,
                    entry.line().length,
                    entry.structuredMetadata(),
                    entry.parsed());
        }
        frames.endStream();
    }
}
