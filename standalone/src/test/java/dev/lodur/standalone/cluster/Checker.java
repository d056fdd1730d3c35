package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Pushes numbered lines through clients that retry, and reads everything back: every acknowledged line must be there
 * exactly once, in lines and in counts, and a read that lacks one must say so while it does.
 */
final class Checker implements AutoCloseable {
    private static final int STREAMS = 4;
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

    /** Its own lines, where several run against one server. */
    private final String app = "checker-" + UUID.randomUUID();

    private final String selector = "{app=\"" + app + "\"}";
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Ledger ledger = new Ledger();
    private final long startNanos = (System.currentTimeMillis() - 1000) * 1_000_000;
    private final Supplier<String> queryBases;
    private final List<Promtail> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Watch watch = new Watch(this::read, ledger);

    private Checker(Supplier<String> pushBases, Supplier<String> queryBases) {
        this.queryBases = queryBases;
        for (int stream = 0; stream < STREAMS; stream++) {
            Promtail writer = new Promtail(app, stream, pushBases, client, ledger);
            writers.add(writer);
            threads.add(Thread.ofVirtual().name("writer-" + stream).unstarted(writer));
        }
    }

    /**
     * Begins to push and to read.
     *
     * @param pushBases the base URL for the next push
     * @param queryBases the base URL for the next query
     */
    static Checker start(Supplier<String> pushBases, Supplier<String> queryBases) {
        Checker checker = new Checker(pushBases, queryBases);
        checker.threads.forEach(Thread::start);
        checker.watch.start();
        return checker;
    }

    /** How many lines are acknowledged by now. */
    int acknowledged() {
        return ledger.size();
    }

    /** How often a batch was pushed once more. */
    int retries() {
        return ledger.retries();
    }

    Watch watch() {
        return watch;
    }

    /** Waits until so many more lines are acknowledged: the load goes on, whatever has happened. */
    void awaitMore(int lines) {
        int goal = ledger.size() + lines;
        Await.until("acknowledged lines reach " + goal, DRAIN_PATIENCE, () -> ledger.size() >= goal);
    }

    /** Ends the load when what is under way has been acknowledged; the reads go on. */
    void drain() {
        writers.forEach(Promtail::stop);
        Await.until(
                "all pushes are acknowledged",
                DRAIN_PATIENCE,
                () -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** Fails unless every acknowledged line is there once, in lines and in counts, without a warning. */
    void assertComplete() {
        Reading reading = read();
        assertThat(ledger.refusals()).as("refused for good").isEmpty();
        assertThat(Reading.brief(reading.missing(ledger.acknowledged())))
                .as("lost")
                .isEqualTo("0 []");
        assertThat(Reading.brief(reading.doubled())).as("doubled").isEqualTo("0 []");
        assertThat(reading.unknown()).as("never pushed").isEmpty();
        assertThat(reading.warnings()).as("warnings of a complete answer").isEmpty();
        assertThat(counted()).as("count_over_time").isEqualTo(reading.lines().size());
        assertThat(countedBySteps())
                .as("count_over_time step by step")
                .isEqualTo(reading.lines().size());
        watch.assertHonest();
    }

    /** Whether a read lacks nothing and warns of nothing by now. */
    boolean isComplete() {
        Set<NumberedLine> expected = ledger.acknowledged();
        Reading reading = read();
        return reading.warnings().isEmpty() && reading.missing(expected).isEmpty();
    }

    void awaitComplete(Duration patience) {
        Await.until("a read is complete and warns of nothing", patience, this::isComplete);
    }

    Reading read() {
        long endNanos = (System.currentTimeMillis() + 1000) * 1_000_000;
        return Reading.of(new Queries(this::get).read(selector, startNanos, endNanos));
    }

    /** All lines in one number. */
    private long counted() {
        long endSeconds = System.currentTimeMillis() / 1000 + 2;
        long seconds = endSeconds - startNanos / 1_000_000_000;
        return sum("/loki/api/v1/query?time=" + endSeconds + "&query=" + encoded(count(seconds)), "value");
    }

    /** The lines of each second, by host, added up. */
    private long countedBySteps() {
        long endSeconds = System.currentTimeMillis() / 1000 + 2;
        String query = "sum by (host) (" + count(1) + ")";
        return sum(
                "/loki/api/v1/query_range?step=1&start=" + startNanos / 1_000_000_000 + "&end=" + endSeconds + "&query="
                        + encoded(query),
                "values");
    }

    private String count(long seconds) {
        return "count_over_time(" + selector + "[" + seconds + "s])";
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    /** Adds up all samples of all series. */
    private long sum(String pathAndQuery, String samples) {
        long sum = 0;
        for (JsonNode series : new Queries(this::get).get(pathAndQuery).at("/data/result")) {
            JsonNode values = series.path(samples);
            for (JsonNode value : samples.equals("value") ? List.of(values) : values) {
                sum += value.path(1).asLong();
            }
        }
        return sum;
    }

    private HttpResponse<String> get(String pathAndQuery) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(queryBases.get() + pathAndQuery))
                .timeout(QUERY_TIMEOUT)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String summary() {
        return ledger.size() + " lines acknowledged, " + ledger.open().size() + " open, " + ledger.retries()
                + " retries, " + watch.summary();
    }

    @Override
    public void close() {
        writers.forEach(Promtail::giveUp);
        watch.close();
        client.shutdownNow();
        System.out.println(summary());
    }
}
