package dev.lodur.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.TestBucket;
import dev.lodur.compactor.SimulatedCompactor;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.EveryRequest;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.PutCondition;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A story once, in a bucket of its own. */
final class StoryRun {
    /** What is unnamed is swept after a day, at the second look; what was merged last goes after that. */
    private static final List<Duration> SWEEPS =
            List.of(Duration.ofHours(25), Duration.ofHours(7), Duration.ofHours(7));

    /**
     * What a process leaves: nothing but what it has changed tells it from others that died in the same round.
     *
     * @param changes how many requests had changed something
     */
    record Left(int round, int changes) {}

    private final Story story;
    private final ManualClock clock;
    private final ObjectStore bucket;
    private final Vanishing vanishing;
    private final Readers readers;
    private int rounds;
    private int changes;
    /** Of them those that change what a catalog or the delete requests say, or take an object away. */
    private int telling;

    private int seen;

    StoryRun(Story story) {
        this.story = story;
        this.clock = new ManualClock(story.bucket().clock.instant());
        this.bucket = watched(copy(story.bucket(), clock));
        this.vanishing = story.vanishing().get();
        this.readers = new Readers(bucket, clock, story.questions(), vanishing);
    }

    private static ObjectStore copy(TestBucket from, ManualClock clock) {
        MemoryObjectStore copy = new MemoryObjectStore(clock);
        from.objects()
                .forEach(key ->
                        copy.put(key, new ObjectBody.OfBytes(from.store.get(key).bytes()), PutCondition.ALWAYS));
        return copy;
    }

    private ObjectStore watched(ObjectStore store) {
        return Intercepted.of(ObjectStore.class, store, call -> {
            boolean puts = call.method().equals("put");
            if (puts || call.method().equals("delete")) {
                changes++;
                telling += puts && call.arguments()[0].toString().endsWith(".parquet") ? 0 : 1;
            }
            return call.proceed();
        });
    }

    Readers readers() {
        return readers;
    }

    /** Nobody dies, and answers are looked at after every request. */
    int undisturbed() {
        live(afterEach(readers::look), story.pauses());
        return readers.answers();
    }

    /** Another one goes on with what is left, and answers are looked at after every request that can change them. */
    boolean killed(EveryRequest.Death death, Set<Left> known) {
        boolean died = death.strikes(bucket, () -> {}, seen -> live(seen, story.pauses()));
        if (known.add(new Left(rounds, changes))) {
            readers.look();
            List<Duration> rest = new ArrayList<>(story.pauses());
            rest.addAll(SWEEPS);
            checkEnd(live(afterEach(this::lookAtChange), rest));
        }
        return died;
    }

    private void lookAtChange() {
        if (telling != seen) {
            seen = telling;
            readers.look();
        }
    }

    private ObjectStore afterEach(Runnable look) {
        return Intercepted.of(ObjectStore.class, bucket, call -> {
            Object answer = call.proceed();
            look.run();
            return answer;
        });
    }

    private SimulatedCompactor live(ObjectStore seen, List<Duration> pauses) {
        SimulatedCompactor process = story.process(seen, clock);
        for (Duration pause : pauses) {
            clock.advance(pause);
            readers.remember();
            rounds++;
            process.round();
        }
        return process;
    }

    /** All the work is done, and nothing of it lies about. */
    private void checkEnd(SimulatedCompactor process) {
        assertThat(vanishing.isOver()).isTrue();
        assertThat(process.hasProcessedAll(TestBucket.TENANT)).isTrue();
        DayCatalog catalog = new CatalogStore(
                        new ConditionalCatalogObjects(bucket, TestBucket.NAMES), clock, millis -> {}, new Random(1))
                .read(TestBucket.TENANT, TestBucket.DAY);
        assertThat(catalog.entries()).extracting(CatalogEntry::level).isEqualTo(story.levels());
        assertThat(catalog.removed()).isEmpty();
        assertThat(bucket.list("", "").objects())
                .extracting(ListedObject::key)
                .filteredOn(key -> key.endsWith(".parquet"))
                .containsExactlyInAnyOrderElementsOf(
                        catalog.entries().stream().map(CatalogEntry::key).toList());
    }
}
