package dev.lodur.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.TestBucket;
import dev.lodur.store.EveryRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A compactor that dies at every request of its rounds: queries answer the same before, meanwhile and afterwards, and when
 * another one has gone on and is done, whether they go by the catalogs of now or by those of a moment ago.
 */
class KilledCompactorTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void silence() {
        LogManager.getLogManager().reset();
    }

    @Test
    void mergingChangesNoAnswer() {
        changesNoAnswer(Stories::merges);
    }

    @Test
    void mergingLateDataIntoItsDayChangesNoAnswer() {
        changesNoAnswer(Stories::lateData);
    }

    @Test
    void takingExpiredStreamsOutOfSegmentsChangesNoAnswerToOthers() {
        changesNoAnswer(Stories::expiredStreams);
    }

    @Test
    void droppingSegmentsOfExpiredStreamsChangesNoAnswerToOthers() {
        changesNoAnswer(Stories::expiredClass);
    }

    @Test
    void droppingWhatIsTooMuchChangesNoAnswerAboutTheRest() {
        changesNoAnswer(Stories::tooMuch);
    }

    @Test
    void takingDeletedLinesOutOfSegmentsChangesNoAnswer() {
        changesNoAnswer(Stories::deleted);
    }

    @Test
    void takingDeletedLinesOutOfMergedSegmentsChangesNoAnswer() {
        changesNoAnswer(Stories::deletedOfMerged);
    }

    private void changesNoAnswer(Function<TestBucket, Story> told) {
        Story story = told.apply(new TestBucket(folder));
        StoryRun undisturbed = new StoryRun(story);
        assertThat(undisturbed.readers().unanswered())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("needle-none");
        long answers = undisturbed.undisturbed();
        long[] more = new long[1];
        Set<StoryRun.Left> known = new HashSet<>();
        int deaths = EveryRequest.kill(death -> {
            StoryRun run = new StoryRun(story);
            boolean died = run.killed(death, known);
            more[0] += run.readers().answers();
            return died;
        });
        System.out.println(
                story + ": " + deaths + " deaths, " + known.size() + " states, " + (answers + more[0]) + " answers");
        assertThat(deaths).isGreaterThan(60);
    }
}
