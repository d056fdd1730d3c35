package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Readers that ask all the time while slices are published, uploaded and removed see each one, always. */
class UploaderSnapshotTest {
    private static final int SLICES = 200;
    private static final int READERS = 3;

    @Test
    void atEveryMomentEachPublishedSliceIsServedOrAnnounced() throws Exception {
        ManualClock clock = new ManualClock();
        ObjectStore store = new MemoryObjectStore(clock);
        Spool spool = Spool.open(new CrashingFileLayer(clock), Path.of("/spool"), clock);
        AtomicInteger published = new AtomicInteger();
        // Platform threads for the readers: the system interrupts the uploads anywhere, virtual threads would not.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService readerThreads = Executors.newFixedThreadPool(READERS)) {
            Uploader uploader = new Uploader(
                    spool,
                    store,
                    new CatalogStore(
                            new ConditionalCatalogObjects(store, Slices.NAMES),
                            clock,
                            millis -> Thread.yield(),
                            new Random(1)),
                    Slices.NAMES,
                    slice -> true,
                    UploadPolicy.DEFAULT,
                    clock,
                    millis -> Thread.yield(),
                    new Random(2),
                    threads);
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(readerThreads.submit(() -> readUntilAllAreAnnounced(uploader, published)));
            }
            for (int number = 0; number < SLICES; number++) {
                Slices.spool(spool, Slices.name(number), number);
                published.set(number + 1);
                uploader.uploadDue();
            }
            while (!uploader.drain(0)) {
                uploader.uploadDue();
                Thread.yield();
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(new CatalogStore(
                                new ConditionalCatalogObjects(store, Slices.NAMES), clock, millis -> {}, new Random(1))
                        .read(Slices.TENANT, Slices.DAY)
                        .entries())
                .hasSize(SLICES);
    }

    @Test
    void aSliceIsAnnouncedBeforeTheFirstOfItsFilesIsRemoved() throws Exception {
        CrashingFileLayer counting = new CrashingFileLayer();
        long operations = publishAndUpload(counting);
        long forceAfterTheRemoval = counting.operations();
        assertThat(forceAfterTheRemoval).isEqualTo(operations + 3);
        CrashingFileLayer dying = new CrashingFileLayer().failOnceAtOperation(forceAfterTheRemoval - 2);
        ManualClock clock = new ManualClock();
        Spool spool = Spool.open(dying, Path.of("/spool"), clock);
        Uploader uploader = uploader(spool, clock);
        Slices.spool(spool, Slices.name(1), 1);

        uploader.uploadDue();

        assertThat(uploader.failures()).isEqualTo(1);
        assertThat(uploader.snapshot().served()).hasSize(1);
        assertThat(uploader.snapshot().announced()).hasSize(1);
    }

    /** Returns the number of operations up to the publish, included. */
    private static long publishAndUpload(CrashingFileLayer files) throws Exception {
        ManualClock clock = new ManualClock();
        Spool spool = Spool.open(files, Path.of("/spool"), clock);
        Slices.spool(spool, Slices.name(1), 1);
        long operations = files.operations();
        uploader(spool, clock).uploadDue();
        return operations;
    }

    private static Uploader uploader(Spool spool, ManualClock clock) {
        ObjectStore store = new MemoryObjectStore(clock);
        return new Uploader(
                spool,
                store,
                new CatalogStore(
                        new ConditionalCatalogObjects(store, Slices.NAMES), clock, clock::advanceMillis, new Random(1)),
                Slices.NAMES,
                slice -> true,
                UploadPolicy.DEFAULT,
                clock,
                clock::advanceMillis,
                new Random(2),
                Runnable::run);
    }

    private static int readUntilAllAreAnnounced(Uploader uploader, AtomicInteger published) {
        int snapshots = 0;
        int announced = 0;
        while (announced < SLICES) {
            int publishedBefore = published.get();
            SliceSnapshot snapshot = uploader.snapshot();
            Set<Long> seen = new HashSet<>();
            snapshot.served()
                    .forEach(slice -> seen.add(slice.name().generation().number()));
            snapshot.announced()
                    .forEach(slice -> seen.add(slice.slice().generation().number()));
            for (long number = 0; number < publishedBefore; number++) {
                assertThat(seen).contains(number);
            }
            announced = snapshot.announced().size();
            snapshots++;
        }
        return snapshots;
    }
}
