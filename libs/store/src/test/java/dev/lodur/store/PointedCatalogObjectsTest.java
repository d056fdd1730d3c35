package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.store.ObjectPage.ListedObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PointedCatalogObjectsTest extends CatalogObjectsContractTest {
    private final MemoryCatalogPointer pointer = new MemoryCatalogPointer();
    private final Random random = new Random(3);

    @Override
    protected CatalogObjects process() {
        bucket.setIgnoringConditions(true);
        return new PointedCatalogObjects(bucket, pointer, Slices.NAMES, random);
    }

    @Test
    void everyVersionIsAnObjectThatNoCatalogKeyBeginsWith() {
        CatalogObjects objects = process();

        String tag = objects.replace(catalog(1), CatalogObjects.NO_CATALOG);
        objects.replace(catalog(2), tag);

        assertThat(bucket.list(Slices.NAMES.catalogVersionsOf(Slices.TENANT), "")
                        .objects())
                .extracting(ListedObject::key)
                .hasSize(2)
                .allMatch(key -> key.startsWith("lodur/fake/catalog-versions/2026-01-01/"));
        assertThat(bucket.list(Slices.NAMES.catalogsOf(Slices.TENANT), "").objects())
                .isEmpty();
    }

    @Test
    void aMoveWhoseAnswerIsLostIsFoundToHaveHappened() {
        pointer.loseNextAnswer();
        CatalogStore catalogs = new CatalogStore(process(), clock, millis -> {}, new Random(1));

        DayCatalog committed = catalogs.commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(Slices.entry(1)));

        assertThat(committed.version()).isEqualTo(1);
        assertThat(committed.entries()).hasSize(1);
    }

    @Test
    void aWriterThatStoodStillUntilItsObjectWasSweptPutsItBack() {
        bucket.script(Operation.HEAD, new Fault.Before(this::sweepAll));

        process().replace(catalog(1), CatalogObjects.NO_CATALOG);

        assertThat(process().getIfChanged(Slices.TENANT, Slices.DAY, CatalogObjects.NO_CATALOG))
                .isInstanceOf(ConditionalGet.Changed.class);
    }

    private void sweepAll() {
        bucket.list(Slices.NAMES.catalogVersionsOf(Slices.TENANT), "")
                .objects()
                .forEach(object -> bucket.delete(object.key()));
    }

    @Test
    void aReaderWhoseObjectGoesWhileItReadsTakesTheNextOne() {
        CatalogObjects objects = process();
        String first = objects.replace(catalog(1), CatalogObjects.NO_CATALOG);
        bucket.script(Operation.GET, new Fault.Before(() -> {
            objects.replace(catalog(2), first);
            bucket.delete(first);
        }));

        assertThat(process().getIfChanged(Slices.TENANT, Slices.DAY, CatalogObjects.NO_CATALOG))
                .isInstanceOfSatisfying(
                        ConditionalGet.Changed.class,
                        changed -> assertThat(changed.bytes()).isEqualTo(DayCatalogFormat.encode(catalog(2))));
    }

    @Test
    void whileThePointerIsAwayNothingIsTakenForMissing() {
        process().replace(catalog(1), CatalogObjects.NO_CATALOG);
        pointer.setAway(true);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> process().getIfChanged(Slices.TENANT, Slices.DAY, CatalogObjects.NO_CATALOG))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private static DayCatalog catalog(long version) {
        return new DayCatalog(Slices.TENANT, Slices.DAY, version, List.of(), List.of(), List.of(), new byte[0]);
    }
}
