package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DayCatalogTest {
    private static final DayCatalog EMPTY = DayCatalog.empty(Slices.TENANT, Slices.DAY);
    private static final long EPOCH = Slices.name(0).generation().bootEpoch();

    @Test
    void aSliceIsTakenInOnceUnderWhateverKey() {
        DayCatalog with = add(EMPTY, Slices.entry(1));
        SpooledSlice again = new SpooledSlice(Slices.name(1), Slices.summary(1), 1_000, 1, 0, false);

        CatalogChange.Add underAnotherKey = CatalogChange.Add.of(again.entry("another-key"));

        assertThat(with.entries()).hasSize(1);
        assertThat(with.entries().getFirst().commitTimeMillis()).isEqualTo(77);
        assertThat(underAnotherKey.apply(with, 99)).isEmpty();
    }

    @Test
    void aSliceThatWasMergedMeanwhileIsNotTakenInAgain() {
        DayCatalog before = add(add(EMPTY, Slices.entry(1)), Slices.entry(2));
        DayCatalog merged = replace(before, List.of(key(1), key(2)), Slices.compacted("m", key(1), key(2)));

        assertThat(merged.entries()).extracting(CatalogEntry::level).containsExactly(1);
        assertThat(merged.retired()).containsExactly(new WalRange("ingester-1", EPOCH, 10, 29));
        assertThat(CatalogChange.Add.of(Slices.entry(2)).apply(merged, 99)).isEmpty();
        assertThat(CatalogChange.Add.of(Slices.entry(3)).apply(merged, 99)).isPresent();
    }

    @Test
    void whatReplacesOthersStandsWhereTheFirstOfThemStood() {
        DayCatalog before =
                add(add(add(add(EMPTY, Slices.entry(1)), Slices.entry(2)), Slices.entry(3)), Slices.entry(4));

        DayCatalog merged = replace(before, List.of(key(2), key(3)), Slices.compacted("m", key(2), key(3)));

        assertThat(merged.entries())
                .extracting(CatalogEntry::key)
                .containsExactly(key(1), Slices.compacted("m", key(2)).key(), key(4));
    }

    @Test
    void objectsThatAreTakenOutStayKnownUntilTheyAreForgotten() {
        // given
        DayCatalog before = add(add(EMPTY, Slices.entry(1)), Slices.entry(2));

        // when merged by somebody whose clock is 5 ms behind the store's
        DayCatalog merged = new CatalogChange.Replace(
                        List.of(key(1), key(2)), List.of(Slices.compacted("m", key(1), key(2))), 100, 5)
                .apply(before, 100)
                .orElseThrow();

        // then
        assertThat(merged.removed()).containsExactly(new RemovedObject(key(1), 105), new RemovedObject(key(2), 105));
        CatalogChange.Forget forget = new CatalogChange.Forget(Set.of(key(1), "another"));
        DayCatalog forgotten = forget.apply(merged, 0).orElseThrow();
        assertThat(forgotten.removed()).containsExactly(new RemovedObject(key(2), 105));
        assertThat(forget.apply(forgotten, 0)).isEmpty();
    }

    @Test
    void aMergeWhoseObjectsAreTooOldIsAConflict() {
        // given
        DayCatalog before = add(EMPTY, Slices.entry(1));
        CatalogChange late = new CatalogChange.Replace(List.of(key(1)), List.of(Slices.compacted("m", key(1))), 100, 0);

        // when, then
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> late.apply(before, 101))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void whatIsTakenOutStaysCovered() {
        DayCatalog catalog = add(EMPTY, Slices.entry(1));

        DayCatalog expired = new CatalogChange.Replace(List.of(key(1)), List.of(), Long.MAX_VALUE, 0)
                .apply(catalog, 0)
                .orElseThrow();

        assertThat(expired.entries()).isEmpty();
        assertThat(expired.coverage("ingester-1", 0).containsAll(10, 19)).isTrue();
        assertThat(new CatalogChange.Replace(List.of(key(1)), List.of(), Long.MAX_VALUE, 0).apply(expired, 0))
                .isEmpty();
    }

    @Test
    void aMergeOfWhichAnInputIsGoneIsAConflictAndOneThatIsDoneIsDone() {
        DayCatalog before = add(add(EMPTY, Slices.entry(1)), Slices.entry(2));
        CatalogChange merge = new CatalogChange.Replace(
                List.of(key(1), key(2)), List.of(Slices.compacted("m", key(1), key(2))), Long.MAX_VALUE, 0);
        CatalogChange other =
                new CatalogChange.Replace(List.of(key(2)), List.of(Slices.compacted("n", key(2))), Long.MAX_VALUE, 0);

        assertThat(merge.apply(merge.apply(before, 0).orElseThrow(), 0)).isEmpty();
        DayCatalog overtaken = other.apply(before, 0).orElseThrow();
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> merge.apply(overtaken, 0))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void aCatalogGoesOnFromAnEarlierOneWhoseRowsItKnows() {
        // given
        DayCatalog before = add(add(EMPTY, Slices.entry(1)), Slices.entry(2)).nextVersion();
        DayCatalog merged = replace(before, List.of(key(1), key(2)), Slices.compacted("m", key(1), key(2)))
                .nextVersion();
        DayCatalog anew =
                add(EMPTY, Slices.entry(3)).nextVersion().nextVersion().nextVersion();

        // when, then
        assertThat(merged.continues(before)).isTrue();
        assertThat(merged.continues(merged)).isTrue();
        assertThat(before.continues(merged)).isFalse();
        assertThat(anew.continues(merged)).isFalse();
        assertThat(anew.continues(EMPTY)).isTrue();
    }

    @Test
    void coverageJoinsRangesAndLeavesGaps() {
        DayCatalog catalog = add(add(add(EMPTY, Slices.entry(4)), Slices.entry(1)), Slices.entry(2));

        WalCoverage coverage = catalog.coverage("ingester-1", EPOCH);

        assertThat(coverage.containsAll(10, 29)).isTrue();
        assertThat(coverage.contains(30)).isFalse();
        assertThat(coverage.contains(9)).isFalse();
        assertThat(coverage.containsAll(29, 40)).isFalse();
        assertThat(coverage.containsAll(40, 49)).isTrue();
    }

    @Test
    void coverageOfAnotherInstanceOrAnEarlierFolderDoesNotCount() {
        DayCatalog catalog = add(EMPTY, Slices.entry(1));

        assertThat(catalog.coverage("ingester-2", 0).isEmpty()).isTrue();
        assertThat(catalog.coverage("ingester-1", EPOCH + 1).isEmpty()).isTrue();
        assertThat(catalog.covers(new WalRange("ingester-1", EPOCH + 1, 10, 19)))
                .isFalse();
        assertThat(catalog.covers(new WalRange("ingester-1", EPOCH, 12, 15))).isTrue();
    }

    private static DayCatalog add(DayCatalog catalog, CatalogEntry entry) {
        return CatalogChange.Add.of(entry).apply(catalog, 77).orElseThrow();
    }

    private static DayCatalog replace(DayCatalog catalog, List<String> inputs, CatalogEntry output) {
        return new CatalogChange.Replace(inputs, List.of(output), Long.MAX_VALUE, 0)
                .apply(catalog, 77)
                .orElseThrow();
    }

    private static String key(int number) {
        return Slices.entry(number).key();
    }
}
