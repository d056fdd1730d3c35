package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client that keeps what it is sent, and may be slow. */
final class RecordingClient implements TailClient {
    private static final Pattern LINE = Pattern.compile("\\[\"\\d+\",\"([^\"]*)\"");
    private static final Pattern DROPPED = Pattern.compile("\"timestamp\":\"(\\d+)\"");

    final List<String> frames = new CopyOnWriteArrayList<>();
    final CompletableFuture<TailEnd> end = new CompletableFuture<>();
    final Semaphore mayTake = new Semaphore(1_000_000);

    @Override
    public boolean send(byte[] frameUtf8, Duration patience) throws InterruptedException {
        if (!mayTake.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        frames.add(new String(frameUtf8, StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void close(TailEnd reason) {
        end.complete(reason);
    }

    List<String> lines() {
        return found(LINE);
    }

    List<String> droppedTimes() {
        return found(DROPPED);
    }

    private List<String> found(Pattern pattern) {
        return frames.stream()
                .flatMap(frame -> pattern.matcher(frame).results())
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toList());
    }

    TailEnd awaitEnd() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    void awaitLines(String... lines) {
        await(() -> lines().size() >= lines.length);
        assertThat(lines()).containsExactly(lines);
    }

    static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }
}
