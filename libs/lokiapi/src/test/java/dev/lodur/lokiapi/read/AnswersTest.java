package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Labels APP = Labels.of("app", "a");
    private static final byte[] LINE = "<hello>".getBytes(StandardCharsets.UTF_8);

    private static String written(Consumer<JsonWriter> answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.accept(new JsonWriter(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void writeStreams(StreamsSink sink) {
        sink.beginStream(APP);
        sink.entry(1794305400000000000L, LINE, 1, 5, Labels.of("m", "1"), Labels.of("p", "2"));
        sink.entry(1794305400000000001L, LINE, 1, 4, Labels.EMPTY, Labels.EMPTY);
        sink.endStream();
    }

    @Test
    void streamsHavePairsWithoutTheFlag() {
        String text = written(json -> {
            StreamsWriter writer = new StreamsWriter(json, EncodingFlags.NONE);
            writeStreams(writer);
            writer.finish(QueryStats.NONE, List.of());
        });

        assertThat(text).contains("""
                {"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"a"},"values":[\
                ["1794305400000000000","hello"],["1794305400000000001","hell"]]}],"stats":{"summary":""");
    }

    @Test
    void streamsHaveTriplesWithCategorisedLabels() {
        String text = written(json -> {
            StreamsWriter writer = new StreamsWriter(json, EncodingFlags.parse("categorize-labels,other"));
            writeStreams(writer);
            writer.finish(QueryStats.NONE, List.of("careful"));
        });

        assertThat(text).contains("""
                "resultType":"streams","encodingFlags":["categorize-labels","other"],"result":[{"stream":{"app":"a"},\
                "values":[["1794305400000000000","hello",{"structuredMetadata":{"m":"1"},"parsed":{"p":"2"}}],\
                ["1794305400000000001","hell",{}]]}]""").endsWith(",\"warnings\":[\"careful\"]}");
    }

    @Test
    void theOldShapeHasLabelsAsText() {
        String text = written(json -> {
            LegacyStreamsWriter writer = new LegacyStreamsWriter(json);
            writeStreams(writer);
            writer.finish(QueryStats.NONE);
        });

        assertThat(text).startsWith("""
                {"streams":[{"labels":"{app=\\"a\\"}","entries":[{"ts":"2026-11-10T10:10:00Z","line":"hello"},\
                {"ts":"2026-11-10T10:10:00.000000001Z","line":"hell"}]}],"stats":""");
    }

    @Test
    void metricAnswersHaveSamples() {
        String matrix = written(json -> {
            MatrixWriter writer = new MatrixWriter(json);
            writer.beginSeries(APP);
            writer.sample(1794305409500000000L, 0.5);
            writer.sample(1794305410000000000L, Double.NaN);
            writer.endSeries();
            writer.finish(QueryStats.NONE, List.of());
        });
        String vector = written(json -> {
            VectorWriter writer = new VectorWriter(json);
            writer.sample(Labels.EMPTY, 4000000000000000000L, 2);
            writer.finish(QueryStats.NONE, List.of());
        });
        String scalar = written(json -> Answers.scalar(json, 1_000_000_000L, 1, QueryStats.NONE, List.of()));

        assertThat(matrix)
                .contains("\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"app\":\"a\"},"
                        + "\"values\":[[1794305409.5,\"0.5\"],[1794305410,\"NaN\"]]}],");
        assertThat(vector)
                .contains("\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[4000000000,\"2\"]}],");
        assertThat(scalar).contains("\"resultType\":\"scalar\",\"result\":[1,\"1\"],");
    }

    @Test
    void patternsHaveSamplesOfSecondsAndCounts() {
        PatternSeries took =
                new PatternSeries("took \"<_>\"", "info", new long[] {1794305400, 1794305410}, new long[] {2, 1});

        assertThat(written(json -> Answers.patterns(json, List.of(took)))).isEqualTo("""
                {"status":"success","data":[{"pattern":"took \\"<_>\\"","level":"info",\
                "samples":[[1794305400,2],[1794305410,1]]}]}""");
        assertThat(written(json -> Answers.patterns(json, List.of()))).isEqualTo("""
                {"status":"success","data":[]}""");
    }

    @Test
    void statisticsHaveEveryGroup() throws IOException {
        QueryStats stats = new QueryStats(500_000_000, 0, 1, 3, 3, 10, 100, 5, 200, 7, 50, 4, 2, 1000, 1, 2, 5);

        JsonNode node = new ObjectMapper()
                .readTree(written(json -> Answers.scalar(json, 0, 1, stats, List.of())))
                .get("data")
                .get("stats");

        assertThat(node.fieldNames()).toIterable().containsExactly("summary", "querier", "ingester", "cache", "index");
        assertThat(node.at("/summary/totalBytesProcessed").asLong()).isEqualTo(300);
        assertThat(node.at("/summary/bytesProcessedPerSecond").asLong()).isEqualTo(600);
        assertThat(node.at("/summary/execTime").asDouble()).isEqualTo(0.5);
        assertThat(node.at("/querier/store/chunk/decompressedLines").asLong()).isEqualTo(7);
        assertThat(node.at("/ingester/store/chunk/headChunkBytes").asLong()).isEqualTo(100);
        assertThat(node.at("/cache")).hasSize(8);
    }

    @Test
    void labelsWithoutNamesHaveNoData() {
        assertThat(written(json -> Answers.labels(json, List.of()))).isEqualTo("{\"status\":\"success\"}");
        assertThat(written(json -> Answers.labels(json, List.of("a", "b"))))
                .isEqualTo("{\"status\":\"success\",\"data\":[\"a\",\"b\"]}");
        assertThat(written(json -> Answers.legacyLabels(json, List.of("a")))).isEqualTo("{\"values\":[\"a\"]}");
    }

    @Test
    void seriesAlwaysHaveAnArray() {
        assertThat(written(json -> Answers.series(json, List.of()))).isEqualTo("{\"status\":\"success\",\"data\":[]}");
        assertThat(written(json -> Answers.series(json, List.of(APP))))
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"app\":\"a\"}]}");
    }

    @Test
    void plainObjectsHaveNoEnvelope() {
        assertThat(written(json -> Answers.indexStats(json, 1, 2, 3, 4)))
                .isEqualTo("{\"streams\":1,\"chunks\":2,\"bytes\":3,\"entries\":4}");
        assertThat(written(json -> Answers.buildInfo(json, new BuildInfo("3.7.6", "r", "b", "u", "d", "g"))))
                .isEqualTo("{\"version\":\"3.7.6\",\"revision\":\"r\",\"branch\":\"b\",\"buildUser\":\"u\","
                        + "\"buildDate\":\"d\",\"goVersion\":\"g\"}");
    }

    @Test
    void formattingAnswersInJsonEitherWay() {
        assertThat(written(json -> Answers.formattedQuery(json, "{a=\"b\"}")))
                .isEqualTo("{\"status\":\"success\",\"data\":\"{a=\\\"b\\\"}\"}");
        assertThat(written(json -> Answers.formatQueryError(json, "parse error : x")))
                .isEqualTo("{\"status\":\"invalid-query\",\"error\":\"parse error : x\"}");
    }

    @Test
    void detectedThingsAreAnEmptyObjectWhereThereAreNone() {
        assertThat(written(json -> Answers.detectedFields(json, List.of(), 1000)))
                .isEqualTo("{}");
        assertThat(written(json -> Answers.detectedFieldValues(json, List.of(), 1000)))
                .isEqualTo("{}");
        assertThat(written(json -> Answers.detectedLabels(json, Map.of()))).isEqualTo("{}");
    }

    @Test
    void detectedFieldsOfMetadataHaveNullParsers() {
        List<DetectedField> fields = List.of(
                new DetectedField("trace_id", "string", 5, List.of(), List.of()),
                new DetectedField("cur", "float", 2, List.of("json"), List.of("order", "currency")));

        assertThat(written(json -> Answers.detectedFields(json, fields, 7))).isEqualTo("""
                {"fields":[{"label":"trace_id","type":"string","cardinality":5,"parsers":null},\
                {"label":"cur","type":"float","cardinality":2,"parsers":["json"],"jsonPath":["order","currency"]}],\
                "limit":7}""");
        assertThat(written(json -> Answers.detectedFieldValues(json, List.of("a"), 7)))
                .isEqualTo("{\"values\":[\"a\"],\"limit\":7}");
        assertThat(written(json -> Answers.detectedLabels(json, Map.of("app", 3L))))
                .isEqualTo("{\"detectedLabels\":[{\"label\":\"app\",\"cardinality\":3}]}");
    }

    @Test
    void aPlanOfOneShardCoversAllFingerprints() {
        assertThat(written(json -> Answers.oneShard(json, 1, 2, 3, 4))).isEqualTo("""
                {"shards":[{"bounds":{"min":0,"max":18446744073709551615},"stats":{"streams":1,"chunks":2,"bytes":3,\
                "entries":4}}],"stats":{}}""");
    }
}
