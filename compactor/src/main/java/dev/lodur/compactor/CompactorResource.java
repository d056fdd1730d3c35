package dev.lodur.compactor;

import dev.lodur.compaction.MergeProgress;
import dev.lodur.http.Page;
import dev.lodur.http.Page.Cell;
import dev.lodur.http.PageFormat;
import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.model.HumanBytes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators see of a compactor: who leads, what is in the bucket, and what was done. */
@Path("/")
@RunOnVirtualThread
public final class CompactorResource {
    private final Compactor compactor;

    CompactorResource(Compactor compactor) {
        this.compactor = compactor;
    }

    /** The catalogs in sums and the last sweep, for people or as JSON. */
    @GET
    @Path("compactor")
    public Response compactor(
            @QueryParam("format") @Nullable String format, @HeaderParam("Accept") @Nullable String accept) {
        return switch (PageFormat.of(format, accept)) {
            case HTML -> page();
            case JSON -> Responses.json(this::write);
        };
    }

    /** Merges all that may be merged, and answers when it is done. */
    @POST
    @Path("compactor/compact")
    public Response compact() {
        compactor.runEagerly();
        return Response.noContent().build();
    }

    /** Who leads. */
    @GET
    @Path("compactor/ring")
    public Response ring(
            @QueryParam("format") @Nullable String format, @HeaderParam("Accept") @Nullable String accept) {
        return switch (PageFormat.of(format, accept)) {
            case HTML -> Page.titled("Compactor ring").paragraph(leadership()).response();
            case JSON ->
                Responses.json(json -> {
                    json.beginObject();
                    writeLeadership(json);
                    json.endObject();
                });
        };
    }

    private String leadership() {
        String leader = compactor.leader();
        String who = compactor.isLeading() ? "This process works. " : "This process stands by. ";
        return who + (leader.isEmpty() ? "Nobody leads." : "Leading: " + leader + ".");
    }

    private Response page() {
        CompactorReport report = compactor.report();
        Page page = Page.titled("Compactor").paragraph(leadership());
        if (!report.lastFailure().isEmpty()) {
            page.paragraph("The last round failed: " + report.lastFailure());
        }
        page.paragraph("Last good round: " + time(report.lastSuccessMillis()) + ". Last sweep: "
                + time(report.sweptMillis()) + sweepText(report.sweep()));
        MergeProgress merging = compactor.merging();
        page.paragraph(merging == null ? "No merge is at work." : text(merging));
        page.table(
                List.of("Tenant", "Day", "Catalog version", "Segments", "Not compacted", "Rows", "Line bytes", "Bytes"),
                report.days().stream().map(CompactorResource::row).toList());
        return page.response();
    }

    private static String text(MergeProgress merging) {
        return "At work: " + merging.inputs() + " segments (" + HumanBytes.format(merging.bytes()) + ") of "
                + merging.tenant() + " for " + merging.day() + " into level " + merging.level() + ", "
                + merging.rowsDone() + " of " + merging.rows() + " rows.";
    }

    private static String sweepText(@Nullable SweepResult sweep) {
        return sweep == null
                ? "."
                : ": " + sweep.listed() + " objects, " + sweep.orphans() + " old ones that no catalog names, "
                        + sweep.removed() + " removed, " + sweep.unreadable() + " days left alone.";
    }

    private static List<Cell> row(DaySummary day) {
        return Stream.<Object>of(
                        day.tenant(),
                        day.day(),
                        day.version(),
                        day.segments(),
                        day.flushed(),
                        day.rows(),
                        day.lineBytes(),
                        day.sizeBytes())
                .map(value -> (Cell) new Cell.Text(value.toString()))
                .toList();
    }

    private static String time(long millis) {
        return millis == 0 ? "never" : Instant.ofEpochMilli(millis).toString();
    }

    private void write(JsonWriter json) {
        CompactorReport report = compactor.report();
        json.beginObject();
        writeLeadership(json);
        json.name("last_success").value(time(report.lastSuccessMillis()));
        json.name("last_failure").value(report.lastFailure());
        json.name("bucket_bytes").value(report.bucketBytes());
        SweepResult sweep = report.sweep();
        if (sweep != null) {
            json.name("sweep").beginObject();
            json.name("time").value(time(report.sweptMillis()));
            json.name("objects").value(sweep.listed());
            json.name("orphans").value(sweep.orphans());
            json.name("removed").value(sweep.removed());
            json.name("days_left_alone").value(sweep.unreadable());
            json.endObject();
        }
        MergeProgress merging = compactor.merging();
        if (merging != null) {
            write(merging, json);
        }
        json.name("catalogs").beginArray();
        report.days().forEach(day -> write(day, json));
        json.endArray().endObject();
    }

    private static void write(MergeProgress merging, JsonWriter json) {
        json.name("merge").beginObject();
        json.name("tenant").value(merging.tenant().id());
        json.name("day").value(merging.day().toString());
        json.name("level").value(merging.level());
        json.name("segments").value(merging.inputs());
        json.name("bytes").value(merging.bytes());
        json.name("rows_done").value(merging.rowsDone());
        json.name("rows").value(merging.rows());
        json.endObject();
    }

    private void writeLeadership(JsonWriter json) {
        json.name("leading").value(compactor.isLeading());
        json.name("leader").value(compactor.leader());
    }

    private static void write(DaySummary day, JsonWriter json) {
        json.beginObject();
        json.name("tenant").value(day.tenant().id());
        json.name("day").value(day.day().toString());
        json.name("version").value(day.version());
        json.name("segments").value(day.segments());
        json.name("flushed_segments").value(day.flushed());
        json.name("rows").value(day.rows());
        json.name("line_bytes").value(day.lineBytes());
        json.name("bytes").value(day.sizeBytes());
        json.endObject();
    }
}
