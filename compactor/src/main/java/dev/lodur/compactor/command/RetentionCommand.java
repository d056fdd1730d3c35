package dev.lodur.compactor.command;

import dev.lodur.app.Command;
import dev.lodur.app.CommandBucket;
import dev.lodur.app.CommandContext;
import dev.lodur.app.CommandOption;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.TenantOverrides;
import dev.lodur.http.LogqlSelectors;
import dev.lodur.model.TenantLimits;
import java.util.List;

/** Prints what retention would remove. */
final class RetentionCommand implements Command {
    @Override
    public String name() {
        return "retention";
    }

    @Override
    public String summary() {
        return "print what retention would remove now, by age and by size";
    }

    @Override
    public List<CommandOption> options() {
        return List.of();
    }

    @Override
    public String details() {
        return """
                Changes nothing, and may run beside a Lodur that works on the bucket. Tenants' own limits of the file of
                runtime_config hold, those in Consul do not.
                Status 0 where every day could be looked at, else 1.""";
    }

    private static TenantLimits.Source limits(LokiConfig config) {
        return TenantOverrides.open(config.runtime(), config.consulKv(), config.limits(), new LogqlSelectors());
    }

    @Override
    public int run(CommandContext context) {
        try (CommandBucket bucket = context.openForReading()) {
            return new RetentionDryRun(
                            bucket.store(),
                            bucket.names(),
                            bucket.objects(),
                            context.config(),
                            limits(context.config()),
                            context.clock())
                    .run(context.out());
        }
    }
}
