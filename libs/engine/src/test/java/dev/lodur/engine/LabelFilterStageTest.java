package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.ArrayRowBlock;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFilterStageTest {
    private static final Labels WEB = Labels.of("app", "web", "env", "prod");
    private static final Labels DB = Labels.of("app", "db");
    private static final List<Row> ROWS = List.of(
            row(WEB, "0", Labels.of("took", "5ms", "status", "200")),
            row(WEB, "1", Labels.of("took", "2s", "status", "500", "env", "meta")),
            row(WEB, "2", Labels.of("took", "fast", "size", "3KB")),
            row(DB, "3", Labels.of("status", "abc", "addr", "10.0.0.1")),
            row(DB, "4", Labels.EMPTY),
            row(DB, "5", Labels.of("env", "meta", "detected_level", "error")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "env=\"prod\" # 0,1,2",
                "env=\"meta\" # 5",
                "env_extracted=\"meta\" # 1",
                "env=\"\" # 3,4",
                "env=~\"p.*|m.*\" # 0,1,2,5",
                "env!~\"p.*\" # 3,4,5",
                "status=\"200\" # 0",
                "status!=\"200\" # 1,2,3,4,5",
                "status >= 500 # 1,3!",
                "status < 500 # 0,3!",
                "took > 1s # 1,2!",
                "size > 1KB # 2",
                "size > 1MB # ''",
                "addr=ip(\"10.0.0.0/8\") # 3",
                "addr!=ip(\"10.0.0.0/8\") # ''",
                "nosuch > 1 # ''",
                "nosuch=\"\" # 0,1,2,3,4,5",
                "detected_level=\"error\" # 5",
                "status=200 or took > 1s # 0,1,2!,3!",
                "status > 100 and took > 1s # 1",
                "status > 100, app=\"db\" # 3!",
                "(status=500 or env=\"meta\") and app=~\".*b\" # 1,3!,5",
                "app=\"db\" or status > 0 # 0,1,3,4,5"
            })
    void rowsAreKeptByTheirLabels(String filter, String expected) {
        for (RowBlock block : List.of(TestBlocks.block(ROWS), withColumns())) {
            assertThat(run("{app=~\".+\"} | " + filter, block)).as(filter).isEqualTo(expected);
        }
    }

    @Test
    void errorsAreLabelsForLaterFilters() {
        RowBlock block = TestBlocks.block(ROWS);

        assertThat(run("{app=~\".+\"} | took > 1s | __error__=\"\"", block)).isEqualTo("1");
        assertThat(run("{app=~\".+\"} | took > 1s | __error__!=\"\"", block)).isEqualTo("2!");
        assertThat(run("{app=~\".+\"} | took > 1s | size > 1GB", block)).isEqualTo("2!");
        assertThat(run("{app=~\".+\"} | took > 1s | __error_details__=~\".*fast.*\"", block))
                .isEqualTo("2!");
    }

    private static Row row(Labels stream, String line, Labels metadata) {
        return new Row(stream, new Entry(1, line, metadata));
    }

    /** The same rows with each key in a dictionary column. */
    private static RowBlock withColumns() {
        ArrayRowBlock block = (ArrayRowBlock) TestBlocks.block(ROWS);
        List<Metadata.Column> columns = new ArrayList<>();
        for (String key : List.of("took", "status", "size", "env", "addr", "detected_level")) {
            byte[][] values = new byte[ROWS.size()][];
            int[] ids = new int[ROWS.size()];
            for (int row = 0; row < ids.length; row++) {
                String value = ROWS.get(row).entry().metadata().get(key);
                ids[row] = value == null ? -1 : row;
                values[row] = (value == null ? "" : value).getBytes(StandardCharsets.UTF_8);
            }
            columns.add(new Metadata.Column(key, values, ids));
        }
        return new ArrayRowBlock(
                block.runLabels(),
                block.runStarts(),
                block.timestamps(),
                block.lines(),
                Metadata.columns(columns.toArray(Metadata.Column[]::new)));
    }

    private static String run(String query, RowBlock block) {
        RowBatch batch = new RowBatch();
        batch.begin(block);
        batch.selection().setRange(0, block.rows());
        LogQueryPlan.compile((LogExpr) LogqlParser.parse(query)).stages().forEach(stage -> stage.apply(batch));
        List<String> kept = new ArrayList<>();
        for (int row = batch.selection().next(0);
                row >= 0;
                row = batch.selection().next(row + 1)) {
            boolean failed = "LabelFilterErr".equals(batch.derived(row).get("__error__"));
            kept.add(block.lines().text(row) + (failed ? "!" : ""));
        }
        return String.join(",", kept);
    }
}
