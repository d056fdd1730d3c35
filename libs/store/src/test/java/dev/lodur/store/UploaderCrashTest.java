package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.LodurException;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.EveryOperation;
import dev.lodur.testkit.ManualClock;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The life of slices on a disk that dies at every operation: written, published, uploaded to a bucket in a folder,
 * committed, removed from the spool. A new process then uploads what it finds, and every slice whose publish was
 * acknowledged is in the catalog once, its object there with all its bytes.
 */
class UploaderCrashTest {
    private static final Path BUCKET = Path.of("/data/bucket");
    private static final Path SPOOL = Path.of("/data/spool");
    private static final int SLICES = 3;

    private static final class Published {
        private final Set<Integer> numbers = new HashSet<>();
    }

    @Test
    void nothingIsLostOrDoubledByDeathAtEveryOperation() {
        long operations =
                new EveryOperation<>(Published::new, UploaderCrashTest::live, UploaderCrashTest::check).crash();

        assertThat(operations).isGreaterThan(80);
    }

    @Test
    void nothingIsLostOrDoubledByAFailureOfEveryOperation() {
        long operations =
                new EveryOperation<>(Published::new, UploaderCrashTest::live, UploaderCrashTest::check).failOnce();

        assertThat(operations).isGreaterThan(80);
    }

    private static void live(CrashingFileLayer files, Published published) throws Exception {
        ManualClock clock = new ManualClock();
        try (ObjectStore store = FolderObjectStore.open(files, BUCKET)) {
            Spool spool = Spool.open(files, SPOOL, clock);
            Uploader uploader = uploader(store, spool, clock);
            for (int number = 0; number < SLICES; number++) {
                publish(spool, number, published);
                uploader.uploadDue();
                clock.advanceSeconds(1);
            }
            if (!uploader.drain(600_000)) {
                throw new IllegalStateException("slices stay in the spool");
            }
        }
    }

    private static void publish(Spool spool, int number, Published published) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                Slices.spool(spool, Slices.name(number), number);
                published.numbers.add(number);
                return;
            } catch (LodurException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private static void check(CrashingFileLayer files, Published published) throws Exception {
        uploadAll(files, published.numbers, Set.of());
        // What the new process believed to be on the disk was there: it survives the next loss of power too.
        CrashingFileLayer later = files.afterPowerLoss();
        // What was not acknowledged is still in the log and written again, under the same name.
        uploadAll(later, Set.of(0, 1, 2), Set.of(0, 1, 2));
        assertThat(later.list(SPOOL)).isEmpty();
    }

    private static void uploadAll(CrashingFileLayer files, Set<Integer> expected, Set<Integer> replayed)
            throws Exception {
        ManualClock clock = new ManualClock();
        try (ObjectStore store = FolderObjectStore.open(files, BUCKET)) {
            Spool spool = Spool.open(files, SPOOL, clock);
            for (int number : replayed) {
                Slices.spool(spool, Slices.name(number), number);
            }
            assertThat(uploader(store, spool, clock).drain(600_000)).isTrue();
            assertCommitted(store, expected);
            assertThat(store.list("lodur/fake/segments/", "").objects())
                    .extracting(ListedObject::key)
                    .hasSameSizeAs(catalog(store).entries());
        }
    }

    private static void assertCommitted(ObjectStore store, Set<Integer> numbers) {
        List<CatalogEntry> entries = catalog(store).entries();
        assertThat(entries).extracting(CatalogEntry::key).doesNotHaveDuplicates();
        for (int number : numbers) {
            CatalogEntry entry =
                    catalog(store).findSlice(Slices.name(number).walRange()).orElseThrow();
            assertThat(store.get(entry.key()).bytes()).isEqualTo(Slices.content(number));
        }
    }

    private static DayCatalog catalog(ObjectStore store) {
        return new CatalogStore(
                        new ConditionalCatalogObjects(store, Slices.NAMES),
                        new ManualClock(),
                        millis -> {},
                        new Random(1))
                .read(Slices.TENANT, Slices.DAY);
    }

    private static Uploader uploader(ObjectStore store, Spool spool, ManualClock clock) {
        CatalogStore catalogs = new CatalogStore(
                new ConditionalCatalogObjects(store, Slices.NAMES), clock, clock::advanceMillis, new Random(1));
        return new Uploader(
                spool,
                store,
                catalogs,
                Slices.NAMES,
                slice -> true,
                UploadPolicy.DEFAULT,
                clock,
                clock::advanceMillis,
                new Random(2),
                Runnable::run);
    }
}
