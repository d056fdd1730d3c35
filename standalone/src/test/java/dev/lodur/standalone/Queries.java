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

/** Reads lines back through {@code query_range}, page by page, as {@code logcli} does. */
final class Queries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 5000;

    /** One line of an answer. */
    record Found(long timestampNanos, String line) {}

    private final LodurProcess lodur;

    Queries(LodurProcess lodur) {
        this.lodur = lodur;
    }

    /**
     * All lines of a query in the order of time. A page begins at the last time of the page before, whose lines are then
     * dropped, so no more than a page of lines may share one time.
     */
    List<Found> forward(String query, long startNanos, long endNanos) {
        List<Found> all = new ArrayList<>();
        long from = startNanos;
        while (true) {
            List<Found> page = page(query, from, endNanos);
            if (page.size() < PAGE) {
                all.addAll(page);
                return all;
            }
            long last = page.getLast().timestampNanos();
            page.stream().filter(found -> found.timestampNanos() < last).forEach(all::add);
            from = last;
        }
    }

    private List<Found> page(String query, long startNanos, long endNanos) {
        JsonNode answer = get("/loki/api/v1/query_range?direction=forward&limit=" + PAGE + "&start=" + startNanos
                + "&end=" + endNanos + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        List<Found> page = new ArrayList<>();
        for (JsonNode stream : answer.path("data").path("result")) {
            for (JsonNode value : stream.path("values")) {
                page.add(new Found(value.get(0).asLong(), value.get(1).asText()));
            }
        }
        page.sort(Comparator.comparingLong(Found::timestampNanos));
        return page;
    }

    JsonNode get(String pathAndQuery) {
        HttpResponse<String> response = lodur.get(pathAndQuery);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
