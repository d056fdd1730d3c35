package dev.lodur.compactor.command;

import dev.lodur.app.Command;
import dev.lodur.app.CommandBucket;
import dev.lodur.app.CommandContext;
import dev.lodur.app.CommandOption;
import dev.lodur.compaction.repair.BucketCheck;
import dev.lodur.compaction.repair.CheckResult;
import dev.lodur.compaction.repair.CheckScope;
import dev.lodur.compaction.repair.Finding;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.model.HumanBytes;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Looks whether a bucket is sound. */
final class CheckCommand implements Command {
    private static final String DEEP = "deep";

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String summary() {
        return "look whether every catalog can be read and every segment is there and as its catalog says";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(
                Options.ONLY_TENANT,
                Options.ONLY_DAY,
                CommandOption.switched(DEEP, "read every byte: checksums, pages, order of rows, footers"),
                CommandOption.JSON);
    }

    @Override
    public String details() {
        return """
                Reads only, and may run beside a Lodur that works on the bucket. Costs a listing and, for each day and each
                segment, one read; with --deep the whole bucket is read twice. Objects that no catalog names are counted:
                they are uploads under way, or what was merged and is not removed yet.
                Status 0 where all is well, 1 where something is wrong; each finding says what to do.""";
    }

    @Override
    public int run(CommandContext context) {
        CheckScope scope = new CheckScope(
                Options.tenant(context.arguments()),
                Options.day(context.arguments()),
                context.arguments().has(DEEP));
        try (CommandBucket bucket = context.openForReading()) {
            BucketCheck check = new BucketCheck(bucket.store(), bucket.names(), bucket.objects());
            CheckResult result = context.arguments().has("json")
                    ? json(check, scope, context.out())
                    : text(check, scope, context.out());
            return result.findings() == 0 ? FINE : FAILED;
        }
    }

    private static CheckResult text(BucketCheck check, CheckScope scope, PrintStream out) {
        CheckResult result = check.run(scope, finding -> print(finding, out));
        out.println(result.catalogs() + " catalogs, " + result.segments() + " segments with " + result.rows()
                + " rows in " + HumanBytes.format(result.bytes()) + "; " + result.objects() + " objects listed");
        if (result.orphans() > 0) {
            out.println(
                    result.orphans() + " segments of " + HumanBytes.format(result.orphanBytes())
                            + " that no catalog names, the oldest " + age(result.oldestOrphanMillis())
                            + " old (the compactor removes them after 24 h; if they should be live: lodur rebuild-catalog --force)");
        }
        if (result.unknown() > 0) {
            out.println(result.unknown() + " objects that are none of lodur's, which are left alone");
        }
        out.println(result.findings() == 0 ? "nothing is wrong" : result.findings() + " things are wrong");
        return result;
    }

    private static void print(Finding finding, PrintStream out) {
        out.println(finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + finding.key());
        out.println("    " + finding.text());
        out.println("    to do: " + finding.kind().advice());
    }

    private static String age(long millis) {
        Duration age = Duration.ofMillis(millis);
        return age.toHours() >= 2 ? age.toHours() + " h" : age.toMinutes() + " min";
    }

    private static CheckResult json(BucketCheck check, CheckScope scope, PrintStream out) {
        CheckResult result;
        try (JsonWriter json = new JsonWriter(out)) {
            json.beginObject().name("findings").beginArray();
            result = check.run(scope, finding -> write(finding, json));
            json.endArray();
            json.name("objects").value(result.objects());
            json.name("catalogs").value(result.catalogs());
            json.name("segments").value(result.segments());
            json.name("rows").value(result.rows());
            json.name("bytes").value(result.bytes());
            json.name("orphans").value(result.orphans());
            json.name("orphan_bytes").value(result.orphanBytes());
            json.name("oldest_orphan_ms").value(result.oldestOrphanMillis());
            json.name("unknown").value(result.unknown());
            json.endObject();
        }
        out.println();
        return result;
    }

    private static void write(Finding finding, JsonWriter json) {
        json.beginObject();
        json.name("kind").value(finding.kind().name());
        json.name("key").value(finding.key());
        json.name("text").value(finding.text());
        json.name("to_do").value(finding.kind().advice());
        json.endObject();
    }
}
