package dev.lodur.compactor.command;

import dev.lodur.app.Command;
import dev.lodur.app.CommandBucket;
import dev.lodur.app.CommandContext;
import dev.lodur.app.CommandOption;
import dev.lodur.compaction.DeletedRows;
import dev.lodur.compaction.MergeOptions;
import dev.lodur.compaction.RowFilter;
import dev.lodur.compaction.SegmentExtract;
import dev.lodur.compaction.Workspace;
import dev.lodur.compaction.exchange.Export;
import dev.lodur.compaction.exchange.JsonLinesWriter;
import dev.lodur.compaction.exchange.LiveSegments;
import dev.lodur.compaction.exchange.ParquetFolder;
import dev.lodur.compaction.repair.DeletesRebuild;
import dev.lodur.engine.StreamSelector;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.HumanBytes;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.TenantDeletes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Takes a time range of a tenant's lines out of the bucket. */
final class ExportCommand implements Command {
    private static final String QUERY = "query";
    private static final String FORMAT = "format";
    private static final String OUT = "out";
    private static final String PRINTED = "-";
    private static final String WORK = "work";
    private static final long INPUT_BYTES_MAX = 64L << 20;

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String summary() {
        return "take a time range of a tenant's lines out of the bucket, as Parquet or JSON lines";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(
                Options.TENANT,
                Options.FROM,
                Options.TO,
                new CommandOption(QUERY, "SELECTOR", "of these streams only: {app=\"web\",env!=\"dev\"}"),
                new CommandOption(FORMAT, "parquet|jsonl", "parquet by default"),
                new CommandOption(OUT, "PATH", "a folder for Parquet; a file for JSON lines, .gz compresses, - prints"),
                new CommandOption(WORK, "FOLDER", "for temporary files, of three times a day's segments"));
    }

    @Override
    public String details() {
        return """
                Reads the bucket, not the ingesters: lines of the last minutes are there once they are flushed (POST /flush).
                May run beside a Lodur that works on the bucket. Each line comes once, by day, stream and time; lines whose
                deletion is pending do not.
                JSON lines are objects with timestamp (RFC 3339), timestamp_ns, labels, metadata and line.
                Status 0 where all was exported.""";
    }

    @Override
    public int run(CommandContext context) {
        String format = context.arguments().get(FORMAT).orElse("parquet");
        String out = context.arguments().require(OUT);
        Tenant tenant = Options.requireTenant(context.arguments());
        if (out.equals(PRINTED) && format.equals("parquet")) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "--out - prints JSON lines: add --format jsonl, or name a folder");
        }
        try (CommandBucket bucket = context.openForReading()) {
            Export export = new Export(new LiveSegments(bucket.objects(), bucket.catalogs()), extract(context, bucket));
            Export.Request request = request(context, bucket, tenant);
            Export.Result result = switch (format) {
                case "parquet" -> export.run(request, new ParquetFolder(Path.of(out)));
                case "jsonl" -> jsonLines(context, export, request, out);
                default ->
                    throw new LodurException(
                            ErrorCode.INVALID_REQUEST, "--format is \"" + format + "\", expected parquet or jsonl");
            };
            context.err()
                    .println(result.lines() + " lines, " + HumanBytes.format(result.lineBytes()) + ", of " + tenant
                            + " exported");
            return FINE;
        } catch (FileAlreadyExistsException e) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    e.getFile() + " is there already: export to another place, or remove it",
                    e);
        } catch (IOException e) {
            throw new LodurException(ErrorCode.INTERNAL, "cannot write " + out + ": " + e, e);
        }
    }

    private static SegmentExtract extract(CommandContext context, CommandBucket bucket) {
        Path work = context.arguments()
                .get(WORK)
                .map(Path::of)
                .orElse(context.config().compactor().workingDirectory());
        return new SegmentExtract(
                bucket.store(), () -> Workspace.open(context.files(), work), MergeOptions.DAILY, INPUT_BYTES_MAX);
    }

    private static Export.Request request(CommandContext context, CommandBucket bucket, Tenant tenant) {
        StreamSelector selector = context.arguments()
                .get(QUERY)
                .map(query -> StreamSelector.of(LogqlParser.parseSelector(query)))
                .orElseGet(() -> StreamSelector.of(List.of()));
        RowFilter deleted = new DeletesRebuild(bucket.store(), bucket.names(), bucket.objects())
                .find(tenant)
                .map(found -> deleted(found.deletes(), context))
                .orElse(RowFilter.KEEP_ALL);
        return new Export.Request(tenant, Options.range(context.arguments(), context.clock()), selector, deleted);
    }

    private static RowFilter deleted(TenantDeletes deletes, CommandContext context) {
        return DeletedRows.of(deletes.hiding(context.clock().millis()), rows -> {});
    }

    private static Export.Result jsonLines(CommandContext context, Export export, Export.Request request, String out)
            throws IOException {
        try (JsonLinesWriter writer = new JsonLinesWriter(context.files(), open(context, out))) {
            return export.run(request, writer);
        }
    }

    private static OutputStream open(CommandContext context, String out) throws IOException {
        if (out.equals(PRINTED)) {
            return context.out();
        }
        OutputStream file =
                Files.newOutputStream(Path.of(out), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return out.endsWith(".gz") ? new GZIPOutputStream(file) : file;
    }
}
