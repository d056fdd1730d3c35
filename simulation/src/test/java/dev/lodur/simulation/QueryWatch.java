package dev.lodur.simulation;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.ObjectStore;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sees to it that whoever has read a catalog finds what it names, for as long as a query may take. */
final class QueryWatch {
    /** No query goes on for longer in production. */
    private static final Duration QUERY_MAX = Duration.ofHours(1);

    private static final Pattern SEGMENT = Pattern.compile("/0-([^/]*)\\.parquet'");

    private final World world;
    private long startNanos;
    private @Nullable Violation missed;

    QueryWatch(World world) {
        this.world = world;
    }

    /** The store of a querier, watched. */
    ObjectStore over(ObjectStore store) {
        return Intercepted.of(ObjectStore.class, store, call -> {
            try {
                return call.proceed();
            } catch (LodurException e) {
                boolean inTime = world.clock().getAsLong() - startNanos < QUERY_MAX.toNanos();
                if (e.code() == ErrorCode.GONE && inTime && !isBeingMended(e)) {
                    // Told when the query has ended: it begins again by itself, and may answer well.
                    missed = new Violation("a query misses what its catalog names", e);
                }
                throw e;
            }
        });
    }

    /** Says that a query begins. */
    void begin() {
        startNanos = world.clock().getAsLong();
        missed = null;
    }

    /** Says that it has ended. */
    void end() {
        if (missed != null) {
            throw missed;
        }
    }

    /**
     * A writer that was held up for a day commits what was swept meanwhile, and puts it again then: until it gets to that,
     * its spool has it.
     */
    boolean isBeingMended(LodurException e) {
        Matcher segment = SEGMENT.matcher(e.text());
        return segment.find() && world.nodes().stream().anyMatch(node -> node.hasSpooled(segment.group(1)));
    }
}
