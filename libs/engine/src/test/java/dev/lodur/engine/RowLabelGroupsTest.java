package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.metric.LabelChoice;
import dev.lodur.engine.row.DropStep;
import dev.lodur.engine.row.ParserHints;
import dev.lodur.engine.row.Row;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.Stage;
import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowLabelGroupsTest {
    private static final List<Labels> STREAMS =
            List.of(Labels.of("app", "web"), Labels.of("app", "web", "a", "own"), Labels.of("env", "x"));

    private final Row row = new Row(ParserHints.ALL);

    private void begin(Labels stream) {
        row.begin(stream, 1, new byte[0], 0, 0);
    }

    private void add(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        row.addMetadata(name, bytes, 0, bytes.length);
    }

    @Test
    void rowsOfTheSameLabelsAreOneGroupHoweverTheyGotThem() {
        RowLabelGroups groups = new RowLabelGroups(null);
        begin(Labels.of("app", "web", "a", "1"));
        int first = groups.of(row);
        begin(Labels.of("app", "web"));
        add("a", "1");
        int second = groups.of(row);

        assertThat(second).isEqualTo(first);
        assertThat(groups.groups()).containsExactly(Labels.of("app", "web", "a", "1"));
    }

    @Test
    void anAbsentLabelIsNotTheSameAsAnEmptyOne() {
        RowLabelGroups groups = new RowLabelGroups(new Grouping(false, List.of("a")));
        begin(STREAMS.getFirst());
        int absent = groups.of(row);
        add("a", "");
        int empty = groups.of(row);

        assertThat(groups.groups().get(absent)).isEqualTo(Labels.EMPTY);
        assertThat(groups.groups().get(empty)).isEqualTo(Labels.of("a", ""));
    }

    @Test
    void valuesDoNotRunIntoEachOther() {
        RowLabelGroups groups = new RowLabelGroups(new Grouping(false, List.of("a", "b")));
        begin(STREAMS.getFirst());
        add("a", "xy");
        add("b", "z");
        int first = groups.of(row);
        begin(STREAMS.getFirst());
        add("a", "x");
        add("b", "yz");

        assertThat(groups.of(row)).isNotEqualTo(first);
    }

    @Test
    void errorsAreLabelsOfTheGroup() {
        RowLabelGroups groups = new RowLabelGroups(null);
        begin(STREAMS.getFirst());
        row.fail("SomeErr", "why");

        int group = groups.of(row);

        assertThat(groups.groups().get(group))
                .isEqualTo(Labels.of("app", "web", "__error__", "SomeErr", "__error_details__", "why"));
    }

    @Test
    void allLabelsTellRowsApart() {
        check(null);
    }

    @Test
    void byTellsRowsApartBySomeLabels() {
        check(new Grouping(false, List.of("a", "app", "nosuch")));
        check(Grouping.NONE);
    }

    @Test
    void withoutTellsRowsApartByTheOthers() {
        check(new Grouping(true, List.of("a", "c", "app")));
        check(new Grouping(true, List.of()));
    }

    private void check(@Nullable Grouping grouping) {
        RandomGenerator random = TestBlocks.random(23);
        RowLabelGroups groups = new RowLabelGroups(grouping);
        Map<Labels, Integer> numbers = new HashMap<>();
        for (int round = 0; round < 20_000; round++) {
            begin(TestBlocks.pick(random, STREAMS));
            for (String name : List.of("a", "b", "c")) {
                if (random.nextInt(3) > 0) {
                    add(name, String.valueOf(random.nextInt(12)));
                }
            }
            if (random.nextInt(4) == 0) {
                new DropStep(List.of(new Stage.Choice(TestBlocks.pick(random, List.of("a", "app", "env")), null)))
                        .apply(row);
            }
            Labels all = Labels.of(row.allLabels());
            Labels expected = grouping == null ? all : LabelChoice.group(all, grouping);

            int group = groups.of(row);

            assertThat(groups.groups().get(group)).isEqualTo(expected);
            assertThat(numbers.computeIfAbsent(expected, labels -> group)).isEqualTo(group);
        }
        assertThat(groups.groups()).hasSize(numbers.size());
    }
}
