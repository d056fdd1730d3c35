package dev.lodur.simulation;

import dev.lodur.compactor.SimulatedCompactor;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Things that a store of logs must never do, each done by a port that lies. */
enum PlantedFault {
    /** The log's bytes are said to be on the disk when they are not. */
    ACKNOWLEDGE_BEFORE_FSYNC(() -> Ports.HONEST.withIngesterFiles(files -> withoutForce(files, "wal"))),
    /** The log is cut though what follows it, the spool, is not on the disk. */
    WAL_CUT_BEFORE_SPOOL(() -> Ports.HONEST.withIngesterFiles(files -> withoutForce(files, "spool"))),
    /** A log that was not cut is replayed without a look at what the catalogs have of it. */
    DUPLICATE_REPLAY(() -> Ports.HONEST
            .withIngesterFiles(PlantedFault::withoutCut)
            .withIngesterCatalogs(PlantedFault::emptyForReplay)),
    /** Objects are swept that have only just been put. */
    SWEEP_WITHOUT_GRACE(() -> Ports.HONEST.withSweepStore(PlantedFault::old)),
    /** A writer that was held up commits over what others have committed meanwhile. */
    ZOMBIE_COMMIT(() -> Ports.HONEST.withIngesterCatalogs(PlantedFault::unconditional)),
    /** A catalog that was read once is taken for the current one. */
    STALE_CATALOG(() -> Ports.HONEST.withQuerierCatalogs(PlantedFault::unchanged)),
    /** A replacement of a catalog that fails, or whose answer is lost, is taken for done. */
    LOST_COMPARE_AND_SWAP(() -> Ports.HONEST.withIngesterCatalogs(PlantedFault::hopeful)),
    /** Objects go as soon as they are merged, whoever reads by a catalog that names them. */
    MERGED_WITHOUT_GRACE(() -> Ports.HONEST.withCompactorStore(PlantedFault::ahead)),
    /** A compactor that was held up commits a merge over what others have committed meanwhile. */
    ZOMBIE_MERGE(() -> Ports.HONEST.withCompactorCatalogs(PlantedFault::unconditional)),
    /** A merge leaves no trace of the logs that went into it. */
    MERGE_FORGETS_LOGS(() -> Ports.HONEST.withCompactorCatalogs(PlantedFault::forgetful));

    private final Supplier<Ports> planted;

    PlantedFault(Supplier<Ports> planted) {
        this.planted = planted;
    }

    /** For one history. */
    Ports ports() {
        return planted.get();
    }

    private static FileLayer withoutForce(FileLayer files, String folder) {
        return Intercepted.of(FileLayer.class, files, call -> {
            if (!isBelow(call, folder)) {
                return call.proceed();
            }
            return switch (call.method()) {
                case "forceDirectory" -> null;
                case "create" ->
                    Intercepted.of(
                            AppendFile.class,
                            (AppendFile) call.proceed(),
                            write -> write.method().equals("force") ? null : write.proceed());
                default -> call.proceed();
            };
        });
    }

    private static FileLayer withoutCut(FileLayer files) {
        return Intercepted.of(
                FileLayer.class,
                files,
                call -> call.method().equals("delete") && isBelow(call, "wal") && isFrom("Wal")
                        ? null
                        : call.proceed());
    }

    private static boolean isBelow(Intercepted.Call call, String folder) {
        return call.arguments().length > 0
                && call.arguments()[0] instanceof Path path
                && path.toString().contains("/" + folder);
    }

    private static CatalogObjects emptyForReplay(CatalogObjects catalogs) {
        return Intercepted.of(CatalogObjects.class, catalogs, call -> {
            if (call.method().equals("getIfChanged") && isFrom("Recovery")) {
                return new ConditionalGet.Missing();
            }
            return call.proceed();
        });
    }

    private static boolean isFrom(String className) {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("." + className)));
    }

    private static ObjectStore old(ObjectStore store) {
        long[] sweeps = new long[1];
        return Intercepted.of(ObjectStore.class, store, call -> {
            Object answer = call.proceed();
            return answer instanceof Long millis ? millis + Duration.ofDays(2).toMillis() * ++sweeps[0] : answer;
        });
    }

    private static ObjectStore ahead(ObjectStore store) {
        return Intercepted.of(ObjectStore.class, store, call -> {
            Object answer = call.proceed();
            boolean removing = answer instanceof Long && !isFrom("SegmentRewriter");
            return removing ? (Long) answer + SimulatedCompactor.GRACE.toMillis() : answer;
        });
    }

    private static CatalogObjects forgetful(CatalogObjects catalogs) {
        return Intercepted.of(CatalogObjects.class, catalogs, call -> {
            if (call.method().equals("replace") && call.arguments()[0] instanceof DayCatalog next) {
                DayCatalog without = new DayCatalog(
                        next.tenant(),
                        next.day(),
                        next.version(),
                        next.entries(),
                        List.of(),
                        next.removed(),
                        new byte[0]);
                return catalogs.replace(without, (String) call.arguments()[1]);
            }
            return call.proceed();
        });
    }

    private static CatalogObjects unconditional(CatalogObjects catalogs) {
        return Intercepted.of(CatalogObjects.class, catalogs, call -> {
            if (call.method().equals("replace") && call.arguments()[0] instanceof DayCatalog next) {
                return catalogs.replace(next, tag(catalogs, next));
            }
            return call.proceed();
        });
    }

    private static String tag(CatalogObjects catalogs, DayCatalog next) {
        return switch (catalogs.getIfChanged(next.tenant(), next.day(), CatalogObjects.NO_CATALOG)) {
            case ConditionalGet.Changed(byte[] bytes, String tag) -> tag;
            case ConditionalGet.Missing _, ConditionalGet.Unchanged _ -> CatalogObjects.NO_CATALOG;
        };
    }

    private static CatalogObjects unchanged(CatalogObjects catalogs) {
        return Intercepted.of(CatalogObjects.class, catalogs, call -> {
            boolean known =
                    call.method().equals("getIfChanged") && !CatalogObjects.NO_CATALOG.equals(call.arguments()[2]);
            return known ? new ConditionalGet.Unchanged() : call.proceed();
        });
    }

    private static CatalogObjects hopeful(CatalogObjects catalogs) {
        return Intercepted.of(CatalogObjects.class, catalogs, call -> {
            boolean hoped = call.method().equals("getIfChanged") && "hoped for".equals(call.arguments()[2]);
            try {
                return hoped ? new ConditionalGet.Unchanged() : call.proceed();
            } catch (LodurException e) {
                if (call.method().equals("replace")) {
                    return "hoped for";
                }
                throw e;
            }
        });
    }
}
