package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.standalone.Queries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The judge of the failure tests itself: it must see each kind of wrong answer, and no other. */
class WatchTest {
    private static final NumberedLine FIRST = new NumberedLine(1, 1);
    private static final NumberedLine SECOND = new NumberedLine(1, 2);

    private final Ledger ledger = new Ledger();

    private static Reading answer(Set<String> warnings, String... texts) {
        return Reading.of(new Queries.Answer(
                Stream.of(texts).map(text -> new Queries.Found(1, text)).toList(), warnings));
    }

    private Watch watched(Supplier<Reading> reader) {
        ledger.pushed(List.of(FIRST, SECOND));
        ledger.acknowledged(List.of(FIRST));
        try (Watch watch = new Watch(reader, ledger)) {
            watch.start();
            Await.until("three reads", Duration.ofSeconds(10), () -> watch.looks() >= 3);
            return watch;
        }
    }

    @Test
    void anAnswerWithEverythingIsRightWithAndWithoutLinesThatAreOpen() {
        // when
        Watch watch = watched(() -> answer(Set.of(), FIRST.text()));
        Watch withOpen = watched(() -> answer(Set.of(), FIRST.text(), SECOND.text()));

        // then
        assertThatCode(watch::assertHonest).doesNotThrowAnyException();
        assertThatCode(withOpen::assertHonest).doesNotThrowAnyException();
    }

    @Test
    void aLineThatIsMissingNeedsAWarning() {
        // when
        Watch silent = watched(() -> answer(Set.of()));
        Watch warned = watched(() -> answer(Set.of("an ingester does not answer")));

        // then
        assertThatThrownBy(silent::assertHonest).hasMessageContaining("hidden without a warning: 1 [1/1]");
        assertThatCode(warned::assertHonest).doesNotThrowAnyException();
    }

    @Test
    void aDoubledLineIsWrongEvenWithAWarning() {
        // when
        Watch watch = watched(() -> answer(Set.of("warned"), FIRST.text(), FIRST.text()));

        // then
        assertThatThrownBy(watch::assertHonest).hasMessageContaining("doubled: 1 [1/1]");
    }

    @Test
    void aLineThatNobodyPushedIsWrong() {
        // when
        Watch watch = watched(() -> answer(Set.of(), FIRST.text(), "made up"));

        // then
        assertThatThrownBy(watch::assertHonest).hasMessageContaining("never pushed: [made up]");
    }

    @Test
    void anErrorIsWrongAndAnUnreachableServerIsToldApart() {
        // given
        Supplier<Reading> refused = () -> {
            throw new UncheckedIOException(new IOException("refused"));
        };
        Supplier<Reading> failed = () -> {
            throw new AssertionError("expected 200, got 500");
        };

        // when
        Watch unreachable = watched(refused);
        Watch broken = watched(failed);

        // then
        assertThatThrownBy(unreachable::assertAlwaysReachable).hasMessageContaining("without an answer");
        assertThatThrownBy(broken::assertHonest).hasMessageContaining("got 500");
    }
}
