package dev.lodur.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * What one run of a query cost, and whether its answer is right.
 *
 * @param wallSeconds until the client has the answer
 * @param cpuSeconds of the server's process
 * @param failure what is wrong, or empty
 */
record QueryRunFigures(double wallSeconds, double cpuSeconds, int answerBytes, String failure) {
    private static final int ERROR_CHARACTERS_MAX = 200;

    static QueryRunFigures measure(ServerClient server, long processId, String path, QueryAnswer expected) {
        double cpuBefore = ProcessFigures.of(processId).cpuSeconds();
        long startNanos = System.nanoTime();
        HttpResponse<String> response = server.get(path);
        double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
        return new QueryRunFigures(
                wallSeconds,
                ProcessFigures.of(processId).cpuSeconds() - cpuBefore,
                response.body().getBytes(StandardCharsets.UTF_8).length,
                failure(response, expected));
    }

    private static String failure(HttpResponse<String> response, QueryAnswer expected) {
        String body = response.body();
        if (response.statusCode() != 200) {
            String error = body.substring(0, Math.min(body.length(), ERROR_CHARACTERS_MAX));
            return "status " + response.statusCode() + " " + error.strip();
        }
        try {
            QueryAnswer answer = QueryAnswer.parse(body);
            return answer.matches(expected) ? "" : "got " + answer.summary();
        } catch (JsonProcessingException e) {
            return "no JSON: " + e.getOriginalMessage();
        }
    }
}
