package dev.lodur.querier;

import dev.lodur.model.ByteSize;
import dev.lodur.model.GoDuration;
import dev.lodur.model.GoQuote;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes the line about a query that people build dashboards on, in Loki's words and logfmt. Thread-safe. */
final class QueryLog implements Consumer<QueryReport> {
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final Duration longerThan;
    private final Consumer<String> out;

    /**
     * @param longerThan {@code frontend.log_queries_longer_than}: zero for none, negative for all
     */
    QueryLog(Duration longerThan, Consumer<String> out) {
        this.longerThan = longerThan;
        this.out = out;
    }

    @Override
    public void accept(QueryReport report) {
        boolean wanted = longerThan.isNegative()
                || (!longerThan.isZero() && report.execution().compareTo(longerThan) > 0);
        if (wanted) {
            out.accept(line(report));
        }
    }

    private static String line(QueryReport report) {
        return "component=querier org_id=" + report.asker().orgId()
                + " latency=" + (report.execution().compareTo(SLOW) > 0 ? "slow" : "fast")
                + " query=" + GoQuote.quote(report.query())
                + " query_hash=" + Integer.toUnsignedString(report.query().hashCode())
                + " query_type=" + report.type()
                + " range_type=" + report.rangeType()
                + " length=" + GoDuration.format(report.length().toNanos())
                + " step=" + GoDuration.format(report.step().toNanos())
                + " duration=" + GoDuration.format(report.execution().toNanos())
                + " status=" + report.status()
                + " limit=" + report.limit()
                + " returned_lines=" + report.returnedLines()
                + " throughput=" + new ByteSize(report.bytesPerSecond())
                + " total_bytes=" + new ByteSize(report.processedBytes())
                + " total_lines=" + report.processedLines()
                + " total_entries=" + report.returnedLines()
                + " queue_time=" + GoDuration.format(report.queued().toNanos())
                + tags(report.asker().tags().text());
    }

    /** The client's tags, names in lower case; what is no name with a value is left out. */
    private static String tags(String text) {
        StringBuilder pairs = new StringBuilder();
        for (String tag : text.split(",", -1)) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                String name = tag.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = tag.substring(equals + 1).strip();
                boolean plain = value.indexOf(' ') < 0 && value.indexOf('=') < 0;
                pairs.append(' ')
                        .append(name.replace(' ', '_'))
                        .append('=')
                        .append(plain ? value : GoQuote.quote(value));
            }
        }
        return pairs.toString();
    }
}
