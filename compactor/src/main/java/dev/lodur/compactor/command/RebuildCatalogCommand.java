package dev.lodur.compactor.command;

import dev.lodur.app.Command;
import dev.lodur.app.CommandBucket;
import dev.lodur.app.CommandContext;
import dev.lodur.app.CommandOption;
import dev.lodur.compaction.repair.CatalogRebuild;
import dev.lodur.compaction.repair.DeletesRebuild;
import dev.lodur.compaction.repair.LeftOut;
import dev.lodur.compaction.repair.RebuiltDay;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes lost catalogs again. */
final class RebuildCatalogCommand implements Command {
    private static final String WRITE = "write";
    private static final String FORCE = "force";

    @Override
    public String name() {
        return "rebuild-catalog";
    }

    @Override
    public String summary() {
        return "make catalogs that are lost or cannot be read again, from the segments and the weekly copies";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(
                Options.TENANT,
                Options.ONLY_DAY,
                CommandOption.switched(WRITE, "write the catalogs; without it they are printed only"),
                CommandOption.switched(FORCE, "also days whose catalog can be read"));
    }

    @Override
    public String details() {
        return """
                Reads every segment of the days once. What was merged into others, had expired or was removed when the
                newest copy was made stays out; delete requests that touch the days are received again, which hides their
                lines at once. In doubt a segment stays in: lines that are there twice are answered once.
                Stop the compactor before --write; ingesters and queriers may run. A folder must not be in use then.
                Status 0 where all was made again, 1 where segments are lost or cannot be read.""";
    }

    @Override
    public int run(CommandContext context) {
        Tenant tenant = Options.requireTenant(context.arguments());
        boolean write = context.arguments().has(WRITE);
        try (CommandBucket bucket = write ? context.openForWriting() : context.openForReading()) {
            CatalogRebuild rebuild = new CatalogRebuild(bucket.store(), bucket.names(), bucket.objects());
            DeletesRebuild deletes = new DeletesRebuild(bucket.store(), bucket.names(), bucket.objects());
            return new Run(context, tenant, rebuild, deletes, write).run();
        }
    }

    private static final class Run {
        private final Tenant tenant;
        private final CatalogRebuild rebuild;
        private final DeletesRebuild deletes;
        private final boolean write;
        private final boolean force;
        private final Optional<LocalDate> only;
        private final PrintStream out;
        private boolean whole = true;

        Run(CommandContext context, Tenant tenant, CatalogRebuild rebuild, DeletesRebuild deletes, boolean write) {
            this.tenant = tenant;
            this.rebuild = rebuild;
            this.deletes = deletes;
            this.write = write;
            this.force = context.arguments().has(FORCE);
            this.only = Options.day(context.arguments());
            this.out = context.out();
        }

        int run() {
            SortedSet<LocalDate> days = days();
            Optional<DeletesRebuild.Found> requests = deletes.find(tenant);
            requests.ifPresent(found -> print(found, days));
            if (write && !days.isEmpty()) {
                requests.ifPresent(found -> deletes.write(found, days));
            }
            long expiredBeforeNanos =
                    requests.map(found -> found.deletes().expiredBeforeNanos()).orElse(Long.MIN_VALUE);
            for (LocalDate day : days) {
                RebuiltDay made = rebuild.plan(tenant, day, expiredBeforeNanos);
                print(made);
                if (write) {
                    rebuild.write(made, force);
                }
            }
            out.println(
                    days.isEmpty()
                            ? "no catalog of " + tenant + " is lost" + (force ? "" : "; --force makes others again")
                            : days.size() + " catalogs " + (write ? "written" : "to write: add --write"));
            return whole ? FINE : FAILED;
        }

        private SortedSet<LocalDate> days() {
            SortedSet<LocalDate> days = new TreeSet<>(only.isPresent() ? List.of(only.get()) : rebuild.days(tenant));
            if (!force) {
                days.removeIf(day -> !rebuild.isLost(tenant, day));
            }
            return days;
        }

        private void print(DeletesRebuild.Found found, SortedSet<LocalDate> days) {
            if (found.lost()) {
                out.println("delete requests are lost: those of the newest copy are taken");
            }
            DeletesRebuild.toDoAgain(found.deletes(), days)
                    .forEach(request ->
                            out.println("delete request to do again: " + request.id() + " " + request.query()));
        }

        private void print(RebuiltDay day) {
            out.println(tenant + " " + day.catalog().day() + ": " + present(day.present()) + "; "
                    + day.copiedOn().map(copied -> "copied on " + copied).orElse("no copy"));
            for (CatalogEntry entry : day.catalog().entries()) {
                out.println("  live  " + entry.key() + "  " + entry.rows() + " rows");
            }
            for (LeftOut one : day.leftOut()) {
                out.println("  out   " + one.key() + "  " + one.reason());
                whole &= !one.isUnreadable();
            }
            for (String key : day.lost()) {
                out.println("  lost  " + key + "  the copy names it, there is no such object");
                whole = false;
            }
        }

        private static String present(RebuiltDay.Present present) {
            return switch (present) {
                case RebuiltDay.Present.Missing() -> "no catalog";
                case RebuiltDay.Present.Unreadable(String _, String text) -> text;
                case RebuiltDay.Present.Healthy(String _, var catalog) ->
                    "a catalog of version " + catalog.version() + " that can be read, with "
                            + catalog.entries().size() + " segments";
            };
        }
    }
}
