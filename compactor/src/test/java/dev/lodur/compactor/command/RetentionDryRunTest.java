package dev.lodur.compactor.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.PutCondition;
import dev.lodur.store.Slices;
import dev.lodur.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionDryRunTest {
    private final ManualClock clock = new ManualClock();
    private final MemoryObjectStore store = new MemoryObjectStore(clock);
    private final ConditionalCatalogObjects objects = new ConditionalCatalogObjects(store, Slices.NAMES);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(String... flags) {
        LokiConfig config =
                ConfigLoader.load(CommandLine.parse(List.of(flags)), Map.of()).config();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new RetentionDryRun(store, Slices.NAMES, objects, config, tenant -> config.limits(), clock).run(out);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private CatalogEntry commit(int number) {
        CatalogEntry entry = Slices.entry(number);
        store.put(entry.key(), new ObjectBody.OfBytes(new byte[1_000]), PutCondition.ALWAYS);
        new CatalogStore(objects, clock, clock::advanceMillis, new Random(1))
                .commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(entry));
        return entry;
    }

    @Test
    void whatWouldGoIsPrintedAndStays() {
        CatalogEntry entry = commit(1);
        clock.advance(Duration.ofDays(40));
        List<ListedObject> before = store.list("", "").objects();

        int status = run("-compactor.retention-enabled=true", "-store.retention=31d");

        assertThat(status).isZero();
        assertThat(printed())
                .contains(entry.key(), "older than 31d (limits_config.retention_period)")
                .contains("to remove: 1 segments with 10 lines and 1.0kB; to rewrite: 0 segments without 0 lines")
                .contains("in the bucket: ");
        assertThat(store.list("", "").objects()).isEqualTo(before);
    }

    @Test
    void withoutRetentionThatIsSaid() {
        commit(1);

        assertThat(run("-store.retention=31d")).isZero();

        assertThat(printed()).contains("retention is off", "compactor.retention_enabled");
    }

    @Test
    void aDayThatCannotBeReadIsNamed() {
        store.put(
                Slices.NAMES.catalog(new Tenant("damaged"), Slices.DAY.minusDays(60)),
                new ObjectBody.OfBytes(new byte[] {7}),
                PutCondition.ALWAYS);

        assertThat(run("-compactor.retention-enabled=true", "-store.retention=31d"))
                .isEqualTo(1);

        assertThat(printed()).contains("not looked at: damaged 2025-11-02: ");
    }
}
