package dev.lodur.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.RowBlockBuilder;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import dev.lodur.store.DeleteRequest;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeletedRowsTest {
    private final AtomicLong told = new AtomicLong();

    @Test
    void theRowsOfAllRequestsAreDroppedAndTold() {
        RowBlockBuilder rows = new RowBlockBuilder();
        add(rows, "db", 10, "secret", "a");
        add(rows, "web", 10, "secret", "a");
        add(rows, "web", 20, "kept", "b");
        add(rows, "web", 30, "secret", "a");
        add(rows, "web", 40, "kept", "a");
        RowBlock block = rows.build();
        DeletedRows deleted = DeletedRows.of(
                List.of(
                        request("{app=\"web\"} |= \"secret\"", 0, 29),
                        request("{app=~\"web|db\"} | user=\"b\"", 0, 100),
                        request("{app=\"db\"}", 10, 10)),
                told::addAndGet);

        BitSet dropped = deleted.dropped(block);

        assertThat(dropped.stream()).containsExactly(0, 1, 2);
        assertThat(told).hasValue(3);
    }

    @Test
    void withoutRequestsNothingIsDropped() {
        RowBlockBuilder rows = new RowBlockBuilder();
        add(rows, "web", 10, "kept", "a");

        assertThat(DeletedRows.of(List.of(), told::addAndGet)
                        .dropped(rows.build())
                        .isEmpty())
                .isTrue();
        assertThat(told).hasValue(0);
    }

    private static DeleteRequest request(String query, long startNanos, long endNanos) {
        return DeleteRequest.received(new DeleteRequest.Id("a", 0), query, startNanos, endNanos, 0);
    }

    private static void add(RowBlockBuilder rows, String app, long nanos, String line, String user) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        rows.add(Labels.of("app", app), nanos, bytes, 0, bytes.length, PackedLabels.encode(Labels.of("user", user)));
    }
}
