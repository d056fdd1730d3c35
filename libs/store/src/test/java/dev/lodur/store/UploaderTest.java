package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.ErrorCode;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class UploaderTest {
    private static final String FIRST_KEY = Slices.NAMES.segment(Slices.name(1).segmentKey(0));
    private static final String SECOND_KEY = Slices.NAMES.segment(Slices.name(1).segmentKey(1));

    private final ManualClock clock = new ManualClock();
    private final MemoryObjectStore memory = new MemoryObjectStore(clock);
    private final CountingObjectStore bucket = new CountingObjectStore(memory);
    private final FaultyObjectStore faulty = new FaultyObjectStore(bucket);
    private final Spool spool = Spool.open(new CrashingFileLayer(clock), Path.of("/spool"), clock);
    private Predicate<SpooledSlice> ready = slice -> true;
    private final CatalogStore catalogs = new CatalogStore(
            new ConditionalCatalogObjects(faulty, Slices.NAMES), clock, clock::advanceMillis, new Random(1));
    private Uploader uploader = uploader();

    private Uploader uploader() {
        return new Uploader(
                spool,
                faulty,
                catalogs,
                Slices.NAMES,
                slice -> ready.test(slice),
                UploadPolicy.DEFAULT,
                clock,
                clock::advanceMillis,
                new Random(2),
                Runnable::run);
    }

    @Test
    void aSliceGoesToTheBucketAndIntoTheCatalogAndIsAnnouncedForTenMinutes() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        assertThat(uploader.snapshot().served()).hasSize(1);

        uploader.uploadDue();

        assertThat(memory.get(FIRST_KEY).bytes()).isEqualTo(Slices.content(1));
        assertThat(keys()).containsExactly(FIRST_KEY);
        assertThat(spool.slices()).isEmpty();
        Announcement announcement = uploader.snapshot().announced().getFirst();
        assertThat(announcement.slice()).isEqualTo(Slices.name(1));
        assertThat(announcement.catalogVersion()).isEqualTo(1);
        assertThat(announcement.entry().orElseThrow().key()).isEqualTo(FIRST_KEY);
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(uploader.snapshot().announced()).hasSize(1);
        clock.advanceMillis(1);
        assertThat(uploader.snapshot().announced()).isEmpty();
    }

    @Test
    void aFlushOfOneSliceIsTwoClassARequests() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);

        uploader.uploadDue();

        assertThat(bucket.requests(RequestClass.A)).isEqualTo(2);
        assertThat(bucket.requests(RequestClass.B)).isEqualTo(3);
        uploader.uploadDue();
        assertThat(bucket.requests(RequestClass.A)).isEqualTo(2);
    }

    @Test
    void aBucketThatIsAwayForHoursCostsNothingButTime() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        faulty.setAway(true);
        for (int i = 0; i < 1_000; i++) {
            uploader.uploadDue();
            clock.advanceSeconds(10);
        }
        assertThat(uploader.snapshot().served()).hasSize(1);
        assertThat(uploader.failures()).isBetween(200L, 999L);

        faulty.setAway(false);
        clock.advanceSeconds(40);
        uploader.uploadDue();

        // Nobody can tell any more what has become of the first names, so hours later it has another one.
        assertThat(keys()).containsExactly(Slices.NAMES.segment(Slices.name(1).segmentKey(2)));
        assertThat(memory.list("lodur/fake/segments", "").objects()).hasSize(1);
        assertThat(spool.slices()).isEmpty();
    }

    @Test
    void aNameThatWasSweptIsNotUsedAgainSinceARemovalMayStillBeOnItsWay() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        uploadWithoutCommit();
        memory.delete(FIRST_KEY);

        clock.advance(Duration.ofHours(25));
        uploader = uploader();
        uploadUntilDone();

        memory.delete(FIRST_KEY);
        assertThat(keys())
                .singleElement()
                .satisfies(key -> assertThat(memory.get(key).bytes()).isEqualTo(Slices.content(1)));
    }

    @Test
    void aWriterThatWasHeldUpBetweenItsPutAndItsCommitPutsAgain() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        faulty.script(Operation.GET, new Fault.Before(() -> clock.advance(Duration.ofHours(26))));

        uploader.uploadDue();
        clock.advanceSeconds(60);
        uploadUntilDone();

        assertThat(keys()).singleElement().satisfies(key -> {
            assertThat(key).isNotEqualTo(FIRST_KEY);
            assertThat(memory.get(key).bytes()).isEqualTo(Slices.content(1));
        });
    }

    @Test
    void aLostAnswerToThePutIsFoundToHaveSucceeded() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        faulty.script(Operation.PUT, new Fault.LoseAnswer());

        uploadUntilDone();

        assertThat(keys()).containsExactly(FIRST_KEY);
        assertThat(memory.list("lodur/fake/segments", "").objects()).hasSize(1);
    }

    @Test
    void aNameTakenByOtherBytesIsNotTouched() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        memory.put(FIRST_KEY, new ObjectBody.OfBytes(Slices.content(9)), PutCondition.ALWAYS);

        uploadUntilDone();

        assertThat(memory.get(FIRST_KEY).bytes()).isEqualTo(Slices.content(9));
        assertThat(memory.get(SECOND_KEY).bytes()).isEqualTo(Slices.content(1));
        assertThat(keys()).containsExactly(SECOND_KEY);
    }

    @Test
    void anObjectThatIsNotCommittedAfterAnHourIsUploadedAgainUnderAnotherKey() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        uploadWithoutCommit();
        assertThat(spool.slices()).hasSize(1);
        assertThat(keys()).isEmpty();

        clock.advance(Duration.ofHours(1));
        uploader.uploadDue();

        assertThat(keys()).containsExactly(SECOND_KEY);
        assertThat(spool.slices()).isEmpty();
    }

    @Test
    void aRestartAfterALongTimeRecognisesWhatWasCommittedBefore() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        faulty.script(Operation.HEAD, new Fault.Fail(ErrorCode.UNAVAILABLE));
        uploader.uploadDue();
        assertThat(keys()).containsExactly(FIRST_KEY);
        assertThat(spool.slices()).hasSize(1);

        clock.advance(Duration.ofHours(30));
        uploader = uploader();
        uploader.drain(60_000);

        assertThat(keys()).containsExactly(FIRST_KEY);
        assertThat(memory.list("lodur/fake/segments", "").objects()).hasSize(1);
        assertThat(spool.slices()).isEmpty();
    }

    @Test
    void aSliceThatWasMergedBeforeTheRestartIsAnnouncedWithoutAnEntry() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        CatalogEntry entry = spool.slices().getFirst().entry(FIRST_KEY);
        catalogs.commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(entry));
        catalogs.commit(
                Slices.TENANT,
                Slices.DAY,
                new CatalogChange.Replace(
                        List.of(FIRST_KEY), List.of(Slices.compacted("m", FIRST_KEY)), Long.MAX_VALUE, 0));

        uploadUntilDone();

        assertThat(keys()).containsExactly(Slices.compacted("m").key());
        assertThat(uploader.snapshot().announced().getFirst().entry()).isEmpty();
        assertThat(uploader.snapshot().announced().getFirst().catalogVersion()).isEqualTo(2);
    }

    @Test
    void anObjectThatVanishedBeforeItsCommitIsPutBack() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        faulty.script(Operation.HEAD, new Fault.Before(() -> memory.delete(FIRST_KEY)));

        uploadUntilDone();

        assertThat(memory.get(FIRST_KEY).bytes()).isEqualTo(Slices.content(1));
    }

    @Test
    void aSliceStaysUntilItsGenerationIsReady() throws IOException {
        ready = slice -> false;
        Slices.spool(spool, Slices.name(1), 1);

        uploader.uploadDue();
        assertThat(spool.slices()).hasSize(1);

        ready = slice -> true;
        uploader.uploadDue();
        assertThat(spool.slices()).isEmpty();
    }

    @Test
    void slicesOfPastDaysWaitForAnHourUnlessEverythingHasToGo() throws IOException {
        LocalDate yesterday = Slices.DAY.minusDays(1);
        Slices.spool(spool, Slices.name(1, yesterday), 1);
        clock.advance(Duration.ofMinutes(59));
        Slices.spool(spool, Slices.name(2, yesterday), 2);
        uploader.uploadDue();
        assertThat(spool.slices()).hasSize(2);

        clock.advance(Duration.ofMinutes(1));
        uploader.uploadDue();
        assertThat(spool.slices()).isEmpty();

        Slices.spool(spool, Slices.name(3, yesterday), 3);
        uploader.uploadDue();
        assertThat(spool.slices()).hasSize(1);
        assertThat(uploader.drain(1_000)).isTrue();
        assertThat(spool.slices()).isEmpty();
    }

    @Test
    void whatIsInTheSpoolWhenItIsHurriedDoesNotWaitAndWhatComesLaterDoes() throws IOException {
        // given a slice of a past day that is not ready yet
        LocalDate yesterday = Slices.DAY.minusDays(1);
        Slices.spool(spool, Slices.name(1, yesterday), 1);
        ready = slice -> false;

        // when
        uploader.hurry();
        clock.advanceMillis(1);
        Slices.spool(spool, Slices.name(2, yesterday), 2);
        ready = slice -> true;
        uploader.uploadDue();

        // then
        assertThat(spool.slices()).extracting(SpooledSlice::name).containsExactly(Slices.name(2, yesterday));
    }

    @Test
    void manyBytesOfAPastDayDoNotWait() {
        SliceName name = Slices.name(1, Slices.DAY.minusDays(1));
        List<SpooledSlice> slices = List.of(
                new SpooledSlice(name, Slices.summary(1), 5 << 20, 0, 0, false),
                new SpooledSlice(name, Slices.summary(1), 3 << 20, 0, 0, false));

        assertThat(UploadPolicy.DEFAULT.due(slices, Slices.DAY, 1)).hasSize(2);
        assertThat(UploadPolicy.DEFAULT.due(slices.subList(0, 1), Slices.DAY, 1))
                .isEmpty();
    }

    @Test
    void drainingABucketThatIsAwayEndsInTime() throws IOException {
        Slices.spool(spool, Slices.name(1), 1);
        faulty.setAway(true);

        assertThat(uploader.drain(5_000)).isFalse();
        assertThat(spool.slices()).hasSize(1);
    }

    /** The object arrives, and no attempt at its commit does. */
    private void uploadWithoutCommit() {
        Fault[] refusals = new Fault[8];
        Arrays.fill(refusals, new Fault.Fail(ErrorCode.RATE_LIMITED));
        faulty.script(Operation.PUT, new Fault.None());
        faulty.script(Operation.PUT, refusals);
        uploader.uploadDue();
    }

    private void uploadUntilDone() {
        assertThat(uploader.drain(600_000)).isTrue();
    }

    private List<String> keys() {
        return new CatalogStore(
                        new ConditionalCatalogObjects(memory, Slices.NAMES), clock, clock::advanceMillis, new Random(1))
                .read(Slices.TENANT, Slices.DAY).entries().stream()
                        .map(CatalogEntry::key)
                        .toList();
    }
}
