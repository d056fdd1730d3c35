package dev.lodur.standalone.cluster;

import dev.lodur.standalone.PushRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Pushes the numbered lines of one stream and tries again as Promtail does: the same batch after 429, 5xx and broken
 * connections, with longer and longer waits; other answers end a batch. It never gives a batch up before it is stopped.
 */
final class Promtail implements Runnable {
    private static final int LINES_PER_BATCH = 10;
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(500);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private enum Outcome {
        ACKNOWLEDGED,
        REFUSED,
        AGAIN
    }

    private final String app;
    private final int stream;
    private final Supplier<String> bases;
    private final HttpClient client;
    private final Ledger ledger;
    private volatile boolean stopping;
    private volatile boolean givingUp;
    private int nextNumber;
    private long lastNanos;

    /**
     * @param bases where to push next; each attempt asks anew, as a balancer in front would
     */
    Promtail(String app, int stream, Supplier<String> bases, HttpClient client, Ledger ledger) {
        this.app = app;
        this.stream = stream;
        this.bases = bases;
        this.client = client;
        this.ledger = ledger;
    }

    /** Begins no new batch. */
    void stop() {
        stopping = true;
    }

    /** Also leaves the batch that is under way. */
    void giveUp() {
        stopping = true;
        givingUp = true;
    }

    @Override
    public void run() {
        while (!stopping) {
            List<NumberedLine> batch = nextBatch();
            byte[] body = body(batch);
            ledger.pushed(batch);
            if (pushUntilAnswered(body)) {
                ledger.acknowledged(batch);
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private List<NumberedLine> nextBatch() {
        List<NumberedLine> batch = new ArrayList<>();
        for (int i = 0; i < LINES_PER_BATCH; i++) {
            batch.add(new NumberedLine(stream, nextNumber++));
        }
        return batch;
    }

    /** Each line has a later time than the one before, and about the time of now. */
    private byte[] body(List<NumberedLine> batch) {
        List<PushRequests.Line> lines = new ArrayList<>();
        for (NumberedLine line : batch) {
            lastNanos = Math.max(lastNanos + 1, System.currentTimeMillis() * 1_000_000);
            lines.add(new PushRequests.Line(lastNanos, line.text()));
        }
        return PushRequests.snappy("{app=\"" + app + "\", host=\"node-" + stream + "\"}", lines);
    }

    private boolean pushUntilAnswered(byte[] body) {
        Duration backoff = BACKOFF_MIN;
        Outcome outcome = push(body);
        while (outcome == Outcome.AGAIN && !givingUp) {
            ledger.retried();
            LockSupport.parkNanos(backoff.toNanos());
            backoff = backoff.compareTo(BACKOFF_MAX) < 0 ? backoff.multipliedBy(2) : BACKOFF_MAX;
            outcome = push(body);
        }
        return outcome == Outcome.ACKNOWLEDGED;
    }

    private Outcome push(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(bases.get() + "/loki/api/v1/push"))
                .timeout(TIMEOUT)
                .header("Content-Type", PushRequests.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return outcome(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Outcome.AGAIN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.AGAIN;
        }
    }

    private Outcome outcome(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Outcome.ACKNOWLEDGED;
        }
        if (status == 429 || status / 100 == 5) {
            return Outcome.AGAIN;
        }
        ledger.refused(status + " " + response.body());
        return Outcome.REFUSED;
    }
}
