package dev.lodur.simulation;

import dev.lodur.compaction.TestBucket;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.querier.Querier;
import dev.lodur.querier.SimulatedQuerier;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.ObjectStore;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Queriers over a bucket: those that go on with catalogs of up to a minute ago, and at each look one that has just begun.
 * All of them must answer as the first one did, and none may miss an object that it knows of.
 */
final class Readers {
    private static final Duration CATALOG_AGE_MAX = Duration.ofSeconds(60);
    private static final IngesterDirectory NO_INGESTERS =
            () -> new IngesterDirectory.View(List.of(), List.of(), true, 0);

    /** One that has read the catalogs at a moment. */
    private record Older(Querier querier, long sinceNanos) {}

    private final ObjectStore bucket;
    private final ManualClock clock;
    private final List<Question> questions;
    private final List<List<String>> expected = new ArrayList<>();
    private final Vanishing vanishing;
    private final List<Older> olders = new ArrayList<>();
    private int answers;

    /**
     * @param questions whose answers stay as they are now
     * @param vanishing what becomes of others
     */
    Readers(ObjectStore bucket, ManualClock clock, List<Question> questions, Vanishing vanishing) {
        this.bucket = bucket;
        this.clock = clock;
        this.questions = questions;
        this.vanishing = vanishing;
        Querier first = newQuerier();
        questions.forEach(question -> expected.add(question.of(first)));
    }

    /** How many answers were compared. */
    int answers() {
        return answers;
    }

    /** The questions to which there was no answer in the beginning. */
    List<String> unanswered() {
        return IntStream.range(0, questions.size())
                .filter(i -> expected.get(i).isEmpty())
                .mapToObj(i -> questions.get(i).text())
                .toList();
    }

    private Querier newQuerier() {
        ObjectStore seen = Intercepted.of(ObjectStore.class, bucket, call -> {
            try {
                return call.proceed();
            } catch (LodurException e) {
                if (e.code() == ErrorCode.GONE) {
                    throw new AssertionError("a reader misses what it knows of: " + e.text(), e);
                }
                throw e;
            }
        });
        return SimulatedQuerier.of(
                NO_INGESTERS, seen, new ConditionalCatalogObjects(seen, TestBucket.NAMES), clock, clock);
    }

    /** From now on there is one more, which goes on with the catalogs of now for as long as it may. */
    void remember() {
        Querier querier = newQuerier();
        clock.advanceMillis(1);
        olders.add(new Older(querier, clock.getAsLong()));
        ask(querier, 1);
    }

    /** Asks everything. */
    void look() {
        ask(newQuerier(), questions.size());
        vanishing.look(newQuerier());
        olders.removeIf(older -> clock.getAsLong() - older.sinceNanos() > CATALOG_AGE_MAX.toNanos());
        olders.forEach(older -> ask(older.querier(), questions.size()));
    }

    private void ask(Querier querier, int count) {
        for (int i = 0; i < count; i++) {
            List<String> answer = answer(questions.get(i), querier);
            answers++;
            if (!answer.equals(expected.get(i))) {
                throw new AssertionError(
                        questions.get(i).text() + " answers " + answer + ", before it was " + expected.get(i));
            }
        }
    }

    /** The look is taken while the compactor makes a request, which must not take its failure for one of its own. */
    private static List<String> answer(Question question, Querier querier) {
        try {
            return question.of(querier);
        } catch (RuntimeException e) {
            throw new AssertionError(question.text() + " fails", e);
        }
    }
}
