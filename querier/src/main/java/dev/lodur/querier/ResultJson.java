package dev.lodur.querier;

import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricResult;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.metric.Series;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.LegacyStreamsWriter;
import dev.lodur.lokiapi.read.MatrixWriter;
import dev.lodur.lokiapi.read.QueryStats;
import dev.lodur.lokiapi.read.StreamsSink;
import dev.lodur.lokiapi.read.StreamsWriter;
import dev.lodur.lokiapi.read.VectorWriter;
import dev.lodur.querier.QueryRunner.Timed;

/** Writes results of the engine in Loki's shapes. */
final class ResultJson {
    private ResultJson() {}

    static void streams(JsonWriter json, Timed<LogQueryResult> timed, EncodingFlags flags) {
        StreamsWriter writer = new StreamsWriter(json, flags);
        write(timed.answer().result(), writer);
        writer.finish(
                stats(timed, timed.answer().result().statistics()),
                timed.answer().warnings());
    }

    static void legacyStreams(JsonWriter json, Timed<LogQueryResult> timed) {
        LegacyStreamsWriter writer = new LegacyStreamsWriter(json);
        write(timed.answer().result(), writer);
        writer.finish(stats(timed, timed.answer().result().statistics()));
    }

    private static void write(LogQueryResult result, StreamsSink sink) {
        for (LogQueryResult.ResultStream stream : result.streams()) {
            sink.beginStream(stream.labels());
            for (LogQueryResult.ResultEntry entry : stream.entries()) {
                sink.entry(
                        entry.timestampNanos(),
                        entry.line(),
                        0,
                        entry.line().length,
                        entry.structuredMetadata(),
                        entry.parsed());
            }
            sink.endStream();
        }
    }

    /** The one instant of a metric query: a number, or a vector. */
    static void instant(JsonWriter json, Timed<MetricResult> timed, long timeNanos) {
        MetricResult result = timed.answer().result();
        QueryStats stats = stats(timed, result.statistics());
        if (result.scalar()) {
            double value = result.series().getFirst().values()[0];
            Answers.scalar(json, timeNanos, value, stats, timed.answer().warnings());
            return;
        }
        VectorWriter writer = new VectorWriter(json);
        result.series().forEach(series -> writer.sample(series.labels(), timeNanos, series.values()[0]));
        writer.finish(stats, timed.answer().warnings());
    }

    static void matrix(JsonWriter json, Timed<MetricResult> timed) {
        MetricResult result = timed.answer().result();
        MatrixWriter writer = new MatrixWriter(json);
        for (Series series : result.series()) {
            writer.beginSeries(series.labels());
            for (int step = series.present().nextSetBit(0);
                    step >= 0;
                    step = series.present().nextSetBit(step + 1)) {
                writer.sample(result.steps().nanos(step), series.values()[step]);
            }
            writer.endSeries();
        }
        writer.finish(stats(timed, result.statistics()), timed.answer().warnings());
    }

    /** The statistics of what counts no lines. */
    static QueryStats timesOnly(Timed<?> timed) {
        return stats(timed, new QueryStatistics().snapshot());
    }

    private static QueryStats stats(Timed<?> timed, QueryStatistics.Snapshot counts) {
        return new QueryStats(
                timed.execNanos(),
                timed.queueNanos(),
                1,
                counts.entriesReturned(),
                counts.postFilterLines(),
                0,
                0,
                0,
                counts.bytesProcessed(),
                counts.linesProcessed(),
                counts.fetchedBytes(),
                counts.blocksConsidered(),
                counts.blocksOpened(),
                0,
                counts.duplicates(),
                1,
                counts.ingesterLines());
    }
}
