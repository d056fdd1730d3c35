package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads lines back through {@code query_range}, page by page, as {@code logcli} does. */
public final class Queries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 5000;

    /** One line of an answer. */
    public record Found(long timestampNanos, String line) {}

    /** All lines of a query, and what its answers warned of. */
    public record Answer(List<Found> lines, Set<String> warnings) {}

    private final Function<String, HttpResponse<String>> get;

    Queries(LodurProcess lodur) {
        this(pathAndQuery -> lodur.get(pathAndQuery));
    }

    /**
     * @param get sends a path with its parameters
     */
    public Queries(Function<String, HttpResponse<String>> get) {
        this.get = get;
    }

    /** All lines of a query in the order of time. */
    public List<Found> forward(String query, long startNanos, long endNanos) {
        return read(query, startNanos, endNanos).lines();
    }

    /**
     * All lines of a query in the order of time. A page begins at the last time of the page before, whose lines are then
     * dropped, so no more than a page of lines may share one time.
     */
    public Answer read(String query, long startNanos, long endNanos) {
        List<Found> all = new ArrayList<>();
        Set<String> warnings = new TreeSet<>();
        long from = startNanos;
        while (true) {
            List<Found> page = page(query, from, endNanos, warnings);
            if (page.size() < PAGE) {
                all.addAll(page);
                return new Answer(all, warnings);
            }
            long last = page.getLast().timestampNanos();
            page.stream().filter(found -> found.timestampNanos() < last).forEach(all::add);
            from = last;
        }
    }

    private List<Found> page(String query, long startNanos, long endNanos, Set<String> warnings) {
        JsonNode answer = get("/loki/api/v1/query_range?direction=forward&limit=" + PAGE + "&start=" + startNanos
                + "&end=" + endNanos + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        answer.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        List<Found> page = new ArrayList<>();
        for (JsonNode stream : answer.path("data").path("result")) {
            for (JsonNode value : stream.path("values")) {
                page.add(new Found(value.get(0).asLong(), value.get(1).asText()));
            }
        }
        page.sort(Comparator.comparingLong(Found::timestampNanos));
        return page;
    }

    /** Throws an {@link UncheckedIOException} where the answer is that there is none now. */
    public JsonNode get(String pathAndQuery) {
        HttpResponse<String> response = get.apply(pathAndQuery);
        if (response.statusCode() == 503) {
            throw new UncheckedIOException(new IOException(response.body()));
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
