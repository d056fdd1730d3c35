package dev.lodur.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the corpus's lines say, counted while they are made and by other means than the server's: the answers that the
 * {@link BenchQueries} must get. Not thread-safe.
 */
final class CorpusFacts implements Corpus.LineListener {
    private static final Pattern FAILED_LOGIN = Pattern.compile("Failed password for (invalid user )?[a-z0-9]+ from");
    private static final Pattern LOGIN_USER = Pattern.compile("for (?:invalid user )?([a-z]+) from");
    private static final Pattern STATUS = Pattern.compile("\"status\":(\\d+)");
    private static final Pattern METHOD = Pattern.compile("\"method\":\"(\\w+)\"");
    private static final Pattern DURATION = Pattern.compile("\"duration_ms\":([0-9.]+)");
    private static final Pattern COMPONENT = Pattern.compile(" component=(\\w+)");
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int LATEST = 100;

    private final long startNanos;
    private final QueryAnswerBuilder needles = new QueryAnswerBuilder(true);
    private final Deque<LatestLine> latest = new ArrayDeque<>();
    private final Map<SeriesTime, Long> linesByMinute = new HashMap<>();
    private final Map<SeriesTime, Long> errorsByFiveMinutes = new HashMap<>();
    private final Map<String, Long> bytesByApplication = new TreeMap<>();
    private final Map<String, Long> bytesByApplicationAndHost = new TreeMap<>();
    private final Map<String, Long> webErrorsByStatus = new TreeMap<>();
    private final Map<String, Long> serviceErrorsByComponent = new TreeMap<>();
    private final Map<String, Long> failedLoginsByUser = new TreeMap<>();
    private final Map<String, List<Double>> durationsByMethod = new TreeMap<>();
    private long failedLogins;

    private record LatestLine(long timestampNanos, String line) {}

    private record SeriesTime(String application, long step) {}

    CorpusFacts(long startNanos) {
        this.startNanos = startNanos;
    }

    @Override
    public void line(String application, String host, long timestampNanos, String line, int lineBytes) {
        bytesByApplication.merge(application, (long) lineBytes, Long::sum);
        bytesByApplicationAndHost.merge(application + "," + host, (long) lineBytes, Long::sum);
        long minute = (timestampNanos - startNanos - 1) / MINUTE_NANOS;
        linesByMinute.merge(new SeriesTime(application, minute), 1L, Long::sum);
        if (line.contains("error")) {
            errorsByFiveMinutes.merge(new SeriesTime(application, minute / 5), 1L, Long::sum);
        }
        if (line.contains(Corpus.NEEDLE)) {
            needles.addLine(timestampNanos, line);
        }
        switch (application) {
            case "web" -> webLine(line);
            case "svc" -> serviceLine(line);
            case "openssh" -> loginLine(line);
            case "spark" -> sparkLine(timestampNanos, line);
            default -> {}
        }
    }

    private void webLine(String line) {
        durationsByMethod
                .computeIfAbsent(group(METHOD, line), method -> new ArrayList<>())
                .add(Double.valueOf(group(DURATION, line)));
        if (line.contains("\"level\":\"error\"")) {
            webErrorsByStatus.merge(group(STATUS, line), 1L, Long::sum);
        }
    }

    private void serviceLine(String line) {
        if (line.contains(" level=error ")) {
            serviceErrorsByComponent.merge(group(COMPONENT, line), 1L, Long::sum);
        }
    }

    private void loginLine(String line) {
        if (FAILED_LOGIN.matcher(line).find()) {
            failedLogins++;
        }
        if (line.contains("Failed password")) {
            failedLoginsByUser.merge(group(LOGIN_USER, line), 1L, Long::sum);
        }
    }

    private void sparkLine(long timestampNanos, String line) {
        latest.addLast(new LatestLine(timestampNanos, line));
        if (latest.size() > LATEST) {
            latest.removeFirst();
        }
    }

    private static String group(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The bytes of lines of one application. */
    long bytes(String application) {
        return bytesByApplication.getOrDefault(application, 0L);
    }

    long bytes() {
        return bytesByApplication.values().stream().mapToLong(Long::longValue).sum();
    }

    QueryAnswer needles() {
        return needles.build();
    }

    QueryAnswer noLine() {
        return new QueryAnswerBuilder(true).build();
    }

    QueryAnswer latestSparkLines() {
        QueryAnswerBuilder answer = new QueryAnswerBuilder(true);
        latest.forEach(line -> answer.addLine(line.timestampNanos(), line.line()));
        return answer.build();
    }

    QueryAnswer linesByMinute() {
        return steps(linesByMinute);
    }

    QueryAnswer errorsByFiveMinutes() {
        return steps(errorsByFiveMinutes);
    }

    QueryAnswer bytesByStream() {
        return series(bytesByApplicationAndHost);
    }

    QueryAnswer webErrorsByStatus() {
        return series(webErrorsByStatus);
    }

    QueryAnswer serviceErrorsByComponent() {
        return series(serviceErrorsByComponent);
    }

    QueryAnswer failedLogins() {
        return new QueryAnswerBuilder(false).add("", failedLogins).build();
    }

    QueryAnswer usersWithMostFailedLogins(int count) {
        QueryAnswerBuilder answer = new QueryAnswerBuilder(false);
        failedLoginsByUser.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(count)
                .forEach(user -> answer.add(user.getKey(), user.getValue()));
        return answer.build();
    }

    QueryAnswer durationsByMethod(double quantile) {
        QueryAnswerBuilder answer = new QueryAnswerBuilder(false);
        durationsByMethod.forEach((method, durations) -> answer.add(method, quantile(durations, quantile)));
        return answer.build();
    }

    /** Between the two nearest ranks, as Prometheus has it. */
    private static double quantile(List<Double> values, double quantile) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double rank = quantile * (sorted.length - 1);
        int lower = (int) rank;
        int upper = Math.min(lower + 1, sorted.length - 1);
        double weight = rank - lower;
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    private static QueryAnswer series(Map<String, Long> counts) {
        QueryAnswerBuilder answer = new QueryAnswerBuilder(false);
        counts.forEach(answer::add);
        return answer.build();
    }

    private static QueryAnswer steps(Map<SeriesTime, Long> counts) {
        QueryAnswerBuilder answer = new QueryAnswerBuilder(false);
        counts.forEach((at, count) -> answer.add(at.application(), count));
        return answer.build();
    }
}
