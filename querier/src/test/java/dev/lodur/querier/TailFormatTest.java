package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.SelectedRow;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TailFormatTest {
    private static final SelectedRow WEB =
            row(1_500_000_000L, Labels.of("app", "web"), Labels.of("pod", "p"), "a \"b\"");
    private static final SelectedRow DB = row(2, Labels.of("app", "db"), Labels.EMPTY, "c");
    private static final DroppedRows DROPPED = new DroppedRows(Labels.of("app", "web"), 7, 3);

    @Test
    void framesHaveLokisShape() {
        assertThat(write(TailFormat.of(EncodingFlags.NONE), List.of(WEB, DB), List.of()))
                .isEqualTo("{\"streams\":[{\"stream\":{\"app\":\"web\",\"pod\":\"p\"},\"values\":"
                        + "[[\"1500000000\",\"a \\\"b\\\"\"]]},"
                        + "{\"stream\":{\"app\":\"db\"},\"values\":[[\"2\",\"c\"]]}]}");
    }

    @Test
    void droppedEntriesStandBehindTheStreams() {
        assertThat(write(TailFormat.of(EncodingFlags.NONE), List.of(), List.of(DROPPED)))
                .isEqualTo("{\"streams\":[],\"dropped_entries\":"
                        + "[{\"timestamp\":\"7\",\"labels\":{\"app\":\"web\"}}]}");
    }

    @Test
    void categorizedLabelsComeAsAThirdElementAndTheFlagsAreEchoed() {
        assertThat(write(TailFormat.of(EncodingFlags.parse("categorize-labels")), List.of(WEB, DB), List.of(DROPPED)))
                .isEqualTo("{\"streams\":[{\"stream\":{\"app\":\"web\"},\"values\":"
                        + "[[\"1500000000\",\"a \\\"b\\\"\",{\"structuredMetadata\":{\"pod\":\"p\"}}]]},"
                        + "{\"stream\":{\"app\":\"db\"},\"values\":[[\"2\",\"c\",{}]]}],"
                        + "\"dropped_entries\":[{\"timestamp\":\"7\",\"labels\":{\"app\":\"web\"}}],"
                        + "\"encodingFlags\":[\"categorize-labels\"]}");
    }

    @Test
    void legacyFramesHaveLabelsAsText() {
        assertThat(write(TailFormat.LEGACY, List.of(DB), List.of()))
                .isEqualTo("{\"streams\":[{\"labels\":\"{app=\\\"db\\\"}\",\"entries\":"
                        + "[{\"ts\":\"1970-01-01T00:00:00.000000002Z\",\"line\":\"c\"}]}],\"dropped_entries\":null}");
        assertThat(write(TailFormat.LEGACY, List.of(), List.of(DROPPED)))
                .endsWith("\"dropped_entries\":[{\"Timestamp\":\"1970-01-01T00:00:00.000000007Z\","
                        + "\"Labels\":\"{app=\\\"web\\\"}\"}]}");
    }

    @Test
    void theReasonOfAnEndFitsIntoACloseFrame() {
        TailEnd end = TailEnd.failed(new LodurException(ErrorCode.INVALID_REQUEST, "ü".repeat(200)));

        assertThat(end.text().getBytes(StandardCharsets.UTF_8)).hasSize(122);
        assertThat(TailEnd.failed(new IllegalStateException("a secret")).text()).doesNotContain("secret");
    }

    private static String write(TailFormat format, List<SelectedRow> rows, List<DroppedRows> dropped) {
        return new String(format.write(new TailFrame(rows, dropped)), StandardCharsets.UTF_8);
    }

    private static SelectedRow row(long timestampNanos, Labels stream, Labels metadata, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new SelectedRow(timestampNanos, 0, stream, metadata, Labels.EMPTY, bytes, new StreamId(1, 1));
    }
}
