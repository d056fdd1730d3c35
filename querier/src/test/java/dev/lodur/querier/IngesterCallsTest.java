package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.Direction;
import dev.lodur.engine.Projection;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IngesterCallsTest {
    private static final SelectRequest REQUEST =
            new SelectRequest(Bucket.TENANT, "{app=\"web\"}", Bucket.ALL_DAY, Direction.FORWARD, 0, Projection.LINES);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Bucket bucket = new Bucket();
    private final List<IngesterDirectory.Member> members = new ArrayList<>();
    private final IngesterCalls calls =
            new IngesterCalls(() -> new IngesterDirectory.View(members, List.of(), true, 0), executor);

    @AfterEach
    void close() {
        executor.shutdown();
    }

    @Test
    void withoutIngestersThereAreNoRepliesAndNoWarnings() {
        assertThat(ask().replies()).isEmpty();
        assertThat(ask().warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"UNAVAILABLE", "TIMEOUT", "INTERNAL", "CANCELLED"})
    void anIngesterThatFailsByItselfIsAWarning(ErrorCode code) {
        member("a");
        member("b").failure = new LodurException(code, "no answer");

        IngesterCalls.Replies<SelectReply> replies = ask();

        assertThat(replies.replies()).hasSize(1);
        assertThat(replies.warnings()).singleElement().asString().contains("ingester b", "no answer");
    }

    @Test
    void theOnlyIngesterMayFailToo() {
        member("a").failure = new LodurException(ErrorCode.UNAVAILABLE, "starting");

        assertThat(ask().warnings()).hasSize(1);
    }

    @Test
    void aFailureOfTheRequestIsThrownAndNoReplyStaysOpen() {
        TestIngester before = member("a");
        member("b").failure = new LodurException(ErrorCode.INVALID_QUERY, "bad");
        TestIngester after = member("c");

        assertThatThrownBy(this::ask).isInstanceOf(LodurException.class).hasMessageContaining("bad");
        before.awaitRepliesClosed();
        after.awaitRepliesClosed();
    }

    @Test
    void aDefectNamesTheIngester() {
        member("a");
        member("b").beforeReply = () -> {
            throw new IllegalArgumentException("boom");
        };

        assertThatThrownBy(this::ask).isInstanceOf(IllegalStateException.class).hasMessageContaining("ingester b");
    }

    @Test
    void whoIsInterruptedWhileWaitingIsCancelled() {
        member("a");
        member("b").beforeReply = IngesterCallsTest::waitUntilInterrupted;
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void waitUntilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new LodurException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    private TestIngester member(String name) {
        TestIngester ingester = new TestIngester(name, bucket);
        members.add(new IngesterDirectory.Member(name, ingester));
        return ingester;
    }

    private IngesterCalls.Replies<SelectReply> ask() {
        return calls.ask(TimeRange.ALL, ingester -> ingester.select(REQUEST));
    }
}
