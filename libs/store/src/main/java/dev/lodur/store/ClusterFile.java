package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The bucket's {@code cluster.json}: read by all, written once by the first service that commits, which finds out for
 * all how this bucket's catalogs can be replaced.
 *
 * <p>Where the bucket obeys conditions the object is put if absent. Where it does not, a pointer of the same name decides
 * who writes: its value is the cluster's id. So a pointer store that has lost its contents is found out, instead of every
 * catalog being taken for empty. Remembered once it is known; thread-safe, with one asking at a time.
 */
final class ClusterFile {
    private static final System.Logger LOGGER = System.getLogger(ClusterFile.class.getName());

    private final ObjectStore store;
    private final Optional<CatalogPointer> pointer;
    private final String key;
    private final ConditionProbe probe;
    private final RandomGenerator random;
    private @Nullable Cluster found;
    private @Nullable Boolean conditionsHold;
    private boolean mayCommit;

    ClusterFile(ObjectStore store, Optional<CatalogPointer> pointer, ObjectNames names, RandomGenerator random) {
        this.store = store;
        this.pointer = pointer;
        this.key = names.cluster();
        this.probe = new ConditionProbe(store, names, random);
        this.random = random;
    }

    /** The cluster, for those who read; nothing before the first commit of all. */
    synchronized Optional<Cluster> find() {
        if (found == null) {
            found = read().orElse(null);
        }
        return Optional.ofNullable(found);
    }

    private Optional<Cluster> read() {
        return switch (store.getIfChanged(key, CatalogObjects.NO_CATALOG)) {
            case ConditionalGet.Changed(byte[] bytes, String etag) -> {
                Cluster cluster = ClusterFormat.decode("object '" + key + "'", bytes);
                checkPointer(cluster);
                yield Optional.of(cluster);
            }
            case ConditionalGet.Missing() -> withoutObject();
            case ConditionalGet.Unchanged() ->
                throw new IllegalStateException("the store calls '" + key + "' unchanged, which was not known");
        };
    }

    /** Whoever made the cluster moves the pointer before it writes the object. */
    private Optional<Cluster> withoutObject() {
        return pointer.flatMap(pointers -> pointers.read(key))
                .map(pointed -> new Cluster(pointed.value(), CommitWay.POINTER));
    }

    private void checkPointer(Cluster cluster) {
        if (cluster.commitWay() != CommitWay.POINTER) {
            return;
        }
        CatalogPointer pointers = pointer.orElseThrow(() -> new LodurException(
                ErrorCode.INTERNAL,
                "object '" + key
                        + "' says that this cluster's catalogs are found through a pointer in consul, but this "
                        + "service is not configured with consul"));
        String id = pointers.read(key).map(CatalogPointer.Pointed::value).orElse("");
        if (!id.equals(cluster.id())) {
            throw new LodurException(
                    ErrorCode.INTERNAL,
                    "consul holds the pointers of cluster '" + id + "', the bucket is that of cluster '" + cluster.id()
                            + "': restore consul's keys, or the segments of this bucket stay out of sight");
        }
    }

    /** The cluster, for those who commit: made where there is none, and checked against what the bucket can do. */
    synchronized Cluster join() {
        Cluster cluster = find().orElseGet(this::make);
        if (!mayCommit) {
            check(cluster);
            mayCommit = true;
        }
        return cluster;
    }

    private Cluster make() {
        CommitWay way = conditionsHold()
                ? CommitWay.CONDITIONAL_WRITES
                : pointer.isPresent() ? CommitWay.POINTER : CommitWay.ONE_WRITER;
        Cluster made = put(new Cluster(newId(), way));
        LOGGER.log(
                System.Logger.Level.INFO,
                "cluster " + made.id() + " commits by " + made.commitWay().text());
        found = made;
        return made;
    }

    /** Asked once per process, because each time costs three puts. */
    private boolean conditionsHold() {
        Boolean known = conditionsHold;
        if (known == null) {
            known = probe.conditionsHold();
            conditionsHold = known;
        }
        return known;
    }

    private String newId() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }

    private Cluster put(Cluster cluster) {
        return switch (cluster.commitWay()) {
            case CONDITIONAL_WRITES -> putIfAbsent(cluster);
            case POINTER -> putBehindPointer(cluster, pointer.orElseThrow());
            case ONE_WRITER -> putAlways(cluster);
        };
    }

    private Cluster putIfAbsent(Cluster cluster) {
        try {
            store.put(key, new ObjectBody.OfBytes(ClusterFormat.encode(cluster)), PutCondition.IF_ABSENT);
            return cluster;
        } catch (LodurException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            return read().orElseThrow(() -> e);
        }
    }

    /** Whoever moves the pointer first gives the id; all may write the object then, which is the same from each. */
    private Cluster putBehindPointer(Cluster cluster, CatalogPointer pointers) {
        boolean first = pointers.compareAndSet(key, cluster.id(), CatalogPointer.ABSENT);
        String id = first
                ? cluster.id()
                : pointers.read(key).map(CatalogPointer.Pointed::value).orElse(cluster.id());
        return putAlways(new Cluster(id, cluster.commitWay()));
    }

    private Cluster putAlways(Cluster cluster) {
        store.put(key, new ObjectBody.OfBytes(ClusterFormat.encode(cluster)), PutCondition.ALWAYS);
        return cluster;
    }

    private void check(Cluster cluster) {
        switch (cluster.commitWay()) {
            case CONDITIONAL_WRITES -> requireConditions();
            case POINTER -> {}
            case ONE_WRITER ->
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "this bucket ignores the conditions of puts (If-Match, If-None-Match) and there is no consul to keep "
                                + "a pointer in: run ONE ingester and ONE compactor at most, never both at a time, or "
                                + "commits undo each other and lines are lost");
        }
    }

    private void requireConditions() {
        if (!conditionsHold()) {
            throw new LodurException(
                    ErrorCode.INTERNAL,
                    "the bucket ignores the conditions of puts, but object '" + key
                            + "' says that this cluster commits by them: nothing is committed, since commits would undo "
                            + "each other");
        }
    }
}
