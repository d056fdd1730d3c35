package dev.lodur.standalone.cluster;

import dev.lodur.standalone.Queries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Pushes lines that are to go, whatever befalls the cluster meanwhile: of one stream all that were pushed so far are
 * asked to be deleted again and again, of another the only line grows too old.
 */
final class Removals implements AutoCloseable {
    static final String RETENTION = "24h";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration KEPT_STILL = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = Duration.ofMillis(300).toNanos();
    private static final int LINES_PER_REQUEST = 4;
    private static final String DOOMED = "{app=\"doomed\"}";

    private final Supplier<String> distributors;
    private final Supplier<String> queriers;
    private final Supplier<List<Service>> compactors;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ReentrantLock turn = new ReentrantLock();
    private final NavigableSet<Long> acknowledged = new TreeSet<>();
    private final long startNanos = nowNanos();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private long deletedUntilNanos;
    private long askedUntilNanos;
    private long expiringNanos;
    private volatile boolean closed;

    private Removals(Supplier<String> distributors, Supplier<String> queriers, Supplier<List<Service>> compactors) {
        this.distributors = distributors;
        this.queriers = queriers;
        this.compactors = compactors;
    }

    static Removals start(
            Supplier<String> distributors, Supplier<String> queriers, Supplier<List<Service>> compactors) {
        Removals removals = new Removals(distributors, queriers, compactors);
        removals.thread.start();
        return removals;
    }

    private static long nowNanos() {
        return System.currentTimeMillis() * 1_000_000;
    }

    private void run() {
        for (int count = 1; !closed; count++) {
            turn.lock();
            try {
                step(count);
            } catch (UncheckedIOException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } finally {
                turn.unlock();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void step(int count) {
        long nanos = nowNanos();
        if (push("doomed", nanos)) {
            acknowledged.add(nanos);
        }
        long oldNanos = nanos - KEPT.toNanos() + KEPT_STILL.toNanos();
        if (expiringNanos == 0 && push("expiring", oldNanos)) {
            expiringNanos = oldNanos;
        }
        if (count % LINES_PER_REQUEST == 0) {
            compactors.get().stream().filter(Service::isAlive).findFirst().ifPresent(this::delete);
        }
    }

    private boolean push(String app, long nanos) {
        String body = "{\"streams\":[{\"stream\":{\"app\":\"" + app + "\"},\"values\":[[\"" + nanos + "\",\"" + nanos
                + "\"]]}]}";
        HttpRequest request = request(distributors.get() + "/loki/api/v1/push")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request).statusCode() == 204;
    }

    /** Whole seconds, as Loki takes them: what was pushed in the present second stays. */
    private void delete(Service compactor) {
        long endSeconds = nowNanos() / 1_000_000_000 - 1;
        askedUntilNanos = endSeconds * 1_000_000_000;
        HttpRequest request = request(compactor.base() + "/loki/api/v1/delete?start=0&end=" + endSeconds + "&query="
                        + URLEncoder.encode(DOOMED, StandardCharsets.UTF_8))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        if (send(request).statusCode() == 204) {
            deletedUntilNanos = askedUntilNanos;
        }
    }

    private static HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until what was asked to be deleted is gone; what nobody asked for is there. */
    void awaitDeleted() {
        turn.lock();
        try {
            Await.until("deleted lines are gone, and no others", PATIENCE, this::isDeleted);
        } finally {
            turn.unlock();
        }
    }

    /** Waits until the line that is too old is gone, which needs a compactor. */
    void awaitExpired() {
        turn.lock();
        try {
            Await.until("an expired line is gone", PATIENCE, this::isExpired);
        } finally {
            turn.unlock();
        }
    }

    private boolean isDeleted() {
        List<Long> found = read(DOOMED, startNanos);
        return found.stream().noneMatch(nanos -> nanos <= deletedUntilNanos)
                && found.containsAll(acknowledged.tailSet(askedUntilNanos, false));
    }

    private boolean isExpired() {
        return expiringNanos == 0
                || read("{app=\"expiring\"}", expiringNanos - 1).isEmpty();
    }

    private List<Long> read(String query, long fromNanos) {
        Queries queries =
                new Queries(path -> send(request(queriers.get() + path).GET().build()));
        return queries.read(query, fromNanos, nowNanos() + 1).lines().stream()
                .map(line -> Long.valueOf(line.line()))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
