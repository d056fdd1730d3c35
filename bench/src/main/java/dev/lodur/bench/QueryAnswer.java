package dev.lodur.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a query answers, as far as it is checked: for each series the sum of its values and how many there are; for a log
 * query each line is a series of its own, named by timestamp and line, with the value 1.
 *
 * @param lines whether it answers with lines, not numbers
 * @param sums by the values of the series' labels, in the order of the labels' names, joined by a comma
 * @param points how many values all series have
 */
record QueryAnswer(boolean lines, SortedMap<String, Double> sums, long points) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double TOLERANCE = 1e-9;

    QueryAnswer {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    /** Reads the body of a 200 of {@code query} or {@code query_range}. */
    static QueryAnswer parse(String body) throws JsonProcessingException {
        JsonNode data = MAPPER.readTree(body).path("data");
        boolean lines = data.path("resultType").asText().equals("streams");
        QueryAnswerBuilder answer = new QueryAnswerBuilder(lines);
        for (JsonNode series : data.path("result")) {
            String name = name(series.path("metric"));
            if (series.has("value")) {
                answer.add(name, number(series.path("value")));
            }
            for (JsonNode value : series.path("values")) {
                if (lines) {
                    answer.addLine(value.path(0).asLong(), value.path(1).asText());
                } else {
                    answer.add(name, number(value));
                }
            }
        }
        return answer.build();
    }

    private static double number(JsonNode pair) {
        return Double.parseDouble(pair.path(1).asText());
    }

    private static String name(JsonNode labels) {
        TreeMap<String, String> sorted = new TreeMap<>();
        labels.properties()
                .forEach(label -> sorted.put(label.getKey(), label.getValue().asText()));
        return String.join(",", sorted.values());
    }

    /** Whether the other has the same series, the same number of values and the same sums but for rounding. */
    boolean matches(QueryAnswer other) {
        return lines == other.lines
                && points == other.points
                && sums.keySet().equals(other.sums.keySet())
                && sums.entrySet().stream()
                        .allMatch(sum -> near(sum.getValue(), other.sums.getOrDefault(sum.getKey(), Double.NaN)));
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
    }

    /** A few words of it. */
    String summary() {
        if (lines) {
            return sums.size() + " lines";
        }
        double sum = sums.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format(Locale.ROOT, "%d series, %d values, sum %.9g", sums.size(), points, sum);
    }
}
