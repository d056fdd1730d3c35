package dev.lodur.compactor;

import dev.lodur.compaction.repair.CatalogCopies;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Looks once a day whether the weekly copies of catalogs are due, since that costs a listing of each tenant. */
final class Copying implements Chore {
    private static final System.Logger LOGGER = System.getLogger(Copying.class.getName());
    private static final long PERIOD_NANOS = Duration.ofDays(1).toNanos();

    private final CatalogCopies copies;
    private final LongSupplier nanoTime;
    private long nextNanos;

    /** @param nanoTime a monotonic clock */
    Copying(CatalogCopies copies, LongSupplier nanoTime) {
        this.copies = copies;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
    }

    @Override
    public boolean run(Round round) {
        if (nanoTime.getAsLong() - nextNanos < 0) {
            return false;
        }
        boolean complete = true;
        for (Tenant tenant : round.daysOfTenants().keySet()) {
            complete &= round.mayGoOn().getAsBoolean() && copy(tenant);
        }
        if (complete) {
            nextNanos = nanoTime.getAsLong() + PERIOD_NANOS;
        }
        return false;
    }

    private boolean copy(Tenant tenant) {
        try {
            CatalogCopies.Result result = copies.run(tenant);
            if (result.copied() > 0) {
                LOGGER.log(System.Logger.Level.INFO, "copied " + result.copied() + " catalogs of " + tenant);
            }
            return true;
        } catch (LodurException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the catalogs of " + tenant + " were not all copied, the next round tries again: " + e.text());
            return false;
        }
    }
}
