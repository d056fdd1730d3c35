package dev.lodur.compaction.retention;

import dev.lodur.compaction.retention.RetentionAction.Drop;
import dev.lodur.compaction.retention.RetentionAction.Rewrite;
import dev.lodur.model.HumanBytes;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a round would remove now, as a text for people; nothing is changed for it.
 *
 * @param lines in the order of tenants and days, what goes by age before what goes by size
 * @param failures days that could not be looked at, and why
 */
public record RetentionReport(List<Line> lines, List<String> failures) {
    /**
     * A segment that would go, or lose some of its lines.
     *
     * @param whole whether it goes as a whole; otherwise it is rewritten
     * @param rows that go, at least
     * @param bytes of the object; of one that is rewritten, of the lines that go, uncompressed
     */
    public record Line(
            Tenant tenant,
            LocalDate day,
            boolean whole,
            String key,
            long rows,
            long bytes,
            long minTimestampNanos,
            long maxTimestampNanos,
            String reason) {}

    public RetentionReport {
        lines = List.copyOf(lines);
        failures = List.copyOf(failures);
    }

    /**
     * Asks a planner what a round would remove.
     *
     * @param days all days of all tenants that have a catalog
     * @param strayBytes see {@link SizeBounds#segmentBytesMax}
     */
    public static RetentionReport of(
            RetentionPlanner planner, Map<Tenant, ? extends Collection<LocalDate>> days, long strayBytes) {
        List<Line> lines = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        List<HeldSegment> held = new ArrayList<>();
        days.forEach((tenant, ofTenant) -> ofTenant.forEach(day -> {
            try {
                RetentionPlan plan = planner.byAge(tenant, day);
                plan.drops().forEach(drop -> {
                    gone.add(drop.entry().key());
                    lines.add(line(tenant, day, drop));
                });
                plan.rewrites().forEach(rewrite -> lines.add(line(tenant, day, rewrite)));
                held.addAll(planner.held(tenant, day, gone));
            } catch (LodurException e) {
                failures.add(tenant + " " + day + ": " + e.text());
            }
        }));
        planner.bySize(held, strayBytes).removals().forEach(removal -> lines.add(line(removal)));
        return new RetentionReport(lines, failures);
    }

    private static Line line(Tenant tenant, LocalDate day, Drop drop) {
        var entry = drop.entry();
        return new Line(
                tenant,
                day,
                true,
                entry.key(),
                entry.rows(),
                entry.sizeBytes(),
                entry.minTimestampNanos(),
                entry.maxTimestampNanos(),
                drop.reason().text());
    }

    private static Line line(Tenant tenant, LocalDate day, Rewrite rewrite) {
        var entry = rewrite.entry();
        return new Line(
                tenant,
                day,
                false,
                entry.key(),
                rewrite.rows(),
                rewrite.lineBytes(),
                entry.minTimestampNanos(),
                entry.maxTimestampNanos(),
                rewrite.reason().text());
    }

    private static Line line(SizeRetention.Removal removal) {
        HeldSegment segment = removal.segment();
        return new Line(
                segment.tenant(),
                segment.day(),
                true,
                segment.key(),
                segment.rows(),
                segment.sizeBytes(),
                segment.minTimestampNanos(),
                segment.maxTimestampNanos(),
                removal.reason().text());
    }

    /** A table of all lines, then sums, then what could not be looked at. */
    public String text() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"tenant", "day", "what", "lines", "size", "from", "to", "object", "why"});
        lines.forEach(line -> rows.add(cells(line)));
        StringBuilder text = new StringBuilder(lines.isEmpty() ? "" : new TextTable(rows).text() + "\n");
        text.append(sums()).append('\n');
        failures.forEach(
                failure -> text.append("not looked at: ").append(failure).append('\n'));
        return text.toString();
    }

    private static String[] cells(Line line) {
        return new String[] {
            line.tenant().id(),
            line.day().toString(),
            line.whole() ? "remove" : "rewrite",
            (line.whole() ? "" : "-") + line.rows(),
            line.whole() ? HumanBytes.format(line.bytes()) : "",
            time(line.minTimestampNanos()),
            time(line.maxTimestampNanos()),
            line.key(),
            line.reason()
        };
    }

    private static String time(long nanos) {
        return Instant.EPOCH.plusSeconds(Math.floorDiv(nanos, 1_000_000_000L)).toString();
    }

    private String sums() {
        List<Line> whole = lines.stream().filter(Line::whole).toList();
        List<Line> rewritten = lines.stream().filter(line -> !line.whole()).toList();
        return "to remove: " + whole.size() + " segments with " + rows(whole) + " lines and "
                + HumanBytes.format(whole.stream().mapToLong(Line::bytes).sum()) + "; to rewrite: " + rewritten.size()
                + " segments without " + rows(rewritten) + " lines";
    }

    private static long rows(List<Line> lines) {
        return lines.stream().mapToLong(Line::rows).sum();
    }
}
