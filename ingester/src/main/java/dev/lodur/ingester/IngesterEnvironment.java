package dev.lodur.ingester;

import dev.lodur.model.TenantLimits;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Sleeper;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What an ingester works with.
 *
 * @param ingesters healthy ingesters of the ring, this one included
 * @param adopted told of each instance whose folder is gone because this one has taken over what was in it
 * @param nanoClock monotonic time
 * @param executor runs what may block, each on a thread of its own
 * @param scheduler runs what comes again
 */
public record IngesterEnvironment(
        FileLayer files,
        ObjectStore store,
        CatalogStore catalogs,
        ObjectNames names,
        TenantLimits.Source limits,
        IntSupplier ingesters,
        Consumer<String> adopted,
        Clock clock,
        LongSupplier nanoClock,
        RandomGenerator random,
        Sleeper sleeper,
        ExecutorService executor,
        ScheduledExecutorService scheduler,
        IngesterMetrics metrics,
        Patterns patterns) {}
