package dev.lodur.compactor.command;

import dev.lodur.app.Command;
import dev.lodur.app.CommandBucket;
import dev.lodur.app.CommandContext;
import dev.lodur.app.CommandOption;
import dev.lodur.compaction.exchange.LiveSegments;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the keys of the segments that hold a tenant's lines, for engines that read the bucket themselves. */
final class LiveCommand implements Command {
    private static final String BASE = "base";
    private static final String SQL = "sql";

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String summary() {
        return "print the keys of the segments that hold a tenant's lines";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(
                Options.TENANT,
                Options.FROM,
                Options.TO,
                new CommandOption(BASE, "TEXT", "put before each key, such as s3://bucket/ or data/chunks/"),
                CommandOption.switched(SQL, "print a view for DuckDB instead: CREATE VIEW logs over these segments"),
                CommandOption.JSON);
    }

    @Override
    public String details() {
        return """
                One key a line. What was merged into others and is not removed yet is not among them, nor are uploads
                that nobody has committed. A running Lodur goes on merging: ask again when a segment is gone.
                Segments are printed whole: those at the edges of the range have earlier and later lines too.
                Status 0, also where there are none.""";
    }

    @Override
    public int run(CommandContext context) {
        Tenant tenant = Options.requireTenant(context.arguments());
        TimeRange range = Options.range(context.arguments(), context.clock());
        String base = context.arguments().get(BASE).orElse("");
        List<CatalogEntry> entries = new ArrayList<>();
        try (CommandBucket bucket = context.openForReading()) {
            LiveSegments live = new LiveSegments(bucket.objects(), bucket.catalogs());
            for (LocalDate day : live.days(tenant, range)) {
                entries.addAll(live.of(tenant, day, range));
            }
        }
        if (context.arguments().has("json")) {
            writeJson(context, base, entries);
        } else if (context.arguments().has(SQL)) {
            context.out().println(view(base, entries));
        } else {
            entries.forEach(entry -> context.out().println(base + entry.key()));
        }
        return FINE;
    }

    private static String view(String base, List<CatalogEntry> entries) {
        return entries.stream()
                .map(entry -> "    '" + (base + entry.key()).replace("'", "''") + "'")
                .collect(Collectors.joining(
                        ",\n",
                        "CREATE OR REPLACE VIEW logs AS SELECT * FROM read_parquet([\n",
                        "\n], union_by_name = true);"));
    }

    private static void writeJson(CommandContext context, String base, List<CatalogEntry> entries) {
        try (JsonWriter json = new JsonWriter(context.out())) {
            json.beginArray();
            for (CatalogEntry entry : entries) {
                json.beginObject();
                json.name("key").value(base + entry.key());
                json.name("level").value(entry.level());
                json.name("rows").value(entry.rows());
                json.name("line_bytes").value(entry.lineBytes());
                json.name("bytes").value(entry.sizeBytes());
                json.name("min_timestamp_ns").value(entry.minTimestampNanos());
                json.name("max_timestamp_ns").value(entry.maxTimestampNanos());
                json.endObject();
            }
            json.endArray();
        }
        context.out().println();
    }
}
