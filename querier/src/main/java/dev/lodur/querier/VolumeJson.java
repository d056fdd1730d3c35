package dev.lodur.querier;

import dev.lodur.engine.Buckets;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.MatrixWriter;
import dev.lodur.lokiapi.read.VectorWriter;
import dev.lodur.querier.QueryRunner.Timed;
import java.util.List;

/** Writes volumes in the shapes of metric queries' answers. */
final class VolumeJson {
    private VolumeJson() {}

    static void vector(JsonWriter json, Timed<List<Volume>> timed, long endNanos) {
        VectorWriter writer = new VectorWriter(json);
        timed.answer().result().forEach(volume -> writer.sample(volume.name(), endNanos, volume.bytes()));
        writer.finish(ResultJson.timesOnly(timed), timed.answer().warnings());
    }

    /** A matrix with a sample at the end of each bucket; a vector where no name has more than one, as Loki has it. */
    static void buckets(JsonWriter json, Timed<List<Volume>> timed, Buckets buckets) {
        List<Volume> volumes = timed.answer().result();
        if (volumes.stream().anyMatch(volume -> volume.bytesOfBuckets().size() > 1)) {
            matrix(json, timed, buckets);
            return;
        }
        VectorWriter writer = new VectorWriter(json);
        for (Volume volume : volumes) {
            int bucket = volume.bytesOfBuckets().firstKey();
            writer.sample(volume.name(), buckets.endNanos(bucket), volume.bytes());
        }
        writer.finish(ResultJson.timesOnly(timed), timed.answer().warnings());
    }

    private static void matrix(JsonWriter json, Timed<List<Volume>> timed, Buckets buckets) {
        MatrixWriter writer = new MatrixWriter(json);
        for (Volume volume : timed.answer().result()) {
            writer.beginSeries(volume.name());
            volume.bytesOfBuckets().forEach((bucket, bytes) -> writer.sample(buckets.endNanos(bucket), bytes));
            writer.endSeries();
        }
        writer.finish(ResultJson.timesOnly(timed), timed.answer().warnings());
    }
}
