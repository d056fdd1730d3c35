package dev.lodur.compactor.command;

import dev.lodur.app.Command;
import dev.lodur.app.CommandContext;
import dev.lodur.app.CommandOption;
import dev.lodur.compaction.exchange.Import;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.Sleeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Pushes exported files to a server. */
final class ImportCommand implements Command {
    private static final String IN = "in";
    private static final String URL = "url";
    private static final String URL_DEFAULT = "http://localhost:3100";

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String summary() {
        return "push exported files, Parquet or JSON lines, to a server";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(
                new CommandOption("tenant", "ID", "into this tenant"),
                new CommandOption(IN, "PATH", "a file, or a folder with *.parquet and *.jsonl, also *.jsonl.gz"),
                new CommandOption(URL, "URL", "of the server, " + URL_DEFAULT + " by default"));
    }

    @Override
    public String details() {
        return """
                Goes through the push API of a running server, Lodur's or any that has Loki's, whose limits hold: a push
                that exceeds a rate is repeated later. Lines that the server has already are recognised, so an import
                that ended half way is simply started again.
                Old lines: a server refuses what is older than limits_config.reject_old_samples_max_age (a week by
                default). Set reject_old_samples: false, for the tenant in the file of runtime_config if you like, and
                take it back afterwards. Lines older than the tenant's retention are refused whatever is set.
                Status 0 where all was taken, 1 where lines were refused.""";
    }

    private static List<Path> files(Path in) throws IOException {
        List<Path> files = Import.filesOf(in);
        if (files.isEmpty()) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "there is no *.parquet, *.jsonl or *.jsonl.gz in the folder " + in);
        }
        return files;
    }

    @Override
    public int run(CommandContext context) {
        Tenant tenant = Options.requireTenant(context.arguments());
        Path in = Path.of(context.arguments().require(IN));
        HttpPush push = HttpPush.to(context.arguments().get(URL).orElse(URL_DEFAULT), tenant);
        Import importing = new Import(
                context.files(), push, Sleeper.SYSTEM, notice -> context.err().println(notice));
        try {
            Import.Result result = importing.run(files(in));
            context.out()
                    .println(result.lines() + " lines pushed in " + result.batches() + " requests"
                            + (result.refusedBatches() == 0
                                    ? ""
                                    : ", of which " + result.refusedBatches() + " were refused in whole or in part"));
            return result.refusedBatches() == 0 ? FINE : FAILED;
        } catch (IOException e) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "cannot read " + in + ": " + e, e);
        }
    }
}
