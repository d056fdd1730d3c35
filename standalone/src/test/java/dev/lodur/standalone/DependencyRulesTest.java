package dev.lodur.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The architecture as rules: which part may know which. */
@AnalyzeClasses(packages = "dev.lodur", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRulesTest {
    @ArchTest
    static final ArchRule dependenciesPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("dev.lodur.model..")
            .layer("logql")
            .definedBy("dev.lodur.logql..")
            .layer("segment")
            .definedBy("dev.lodur.segment..")
            .layer("store")
            .definedBy("dev.lodur.store..")
            .layer("s3")
            .definedBy("dev.lodur.s3..")
            .layer("wal")
            .definedBy("dev.lodur.wal..")
            .layer("engine")
            .definedBy("dev.lodur.engine..")
            .layer("compaction")
            .definedBy("dev.lodur.compaction..")
            .layer("ring")
            .definedBy("dev.lodur.ring..")
            .layer("lokiapi")
            .definedBy("dev.lodur.lokiapi..")
            .layer("config")
            .definedBy("dev.lodur.config..")
            .layer("http")
            .definedBy("dev.lodur.http..")
            .layer("app")
            .definedBy("dev.lodur.app..")
            .layer("cluster")
            .definedBy("dev.lodur.cluster..")
            .layer("distributor")
            .definedBy("dev.lodur.distributor..")
            .layer("ingester")
            .definedBy("dev.lodur.ingester..")
            .layer("querier")
            .definedBy("dev.lodur.querier..")
            .layer("compactor")
            .definedBy("dev.lodur.compactor..")
            .layer("standalone")
            .definedBy("dev.lodur.standalone..")
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("logql")
            .mayOnlyAccessLayers("model")
            .whereLayer("segment")
            .mayOnlyAccessLayers("model")
            .whereLayer("store")
            .mayOnlyAccessLayers("model", "segment")
            .whereLayer("s3")
            .mayOnlyAccessLayers("model", "store")
            .whereLayer("wal")
            .mayOnlyAccessLayers("model")
            .whereLayer("engine")
            .mayOnlyAccessLayers("model", "logql", "segment", "store")
            .whereLayer("compaction")
            .mayOnlyAccessLayers("model", "logql", "segment", "store", "engine")
            .whereLayer("ring")
            .mayOnlyAccessLayers("model")
            .whereLayer("lokiapi")
            .mayOnlyAccessLayers("model")
            .whereLayer("config")
            .mayOnlyAccessLayers("model")
            .whereLayer("http")
            .mayOnlyAccessLayers("model", "logql", "lokiapi", "ring", "config")
            .whereLayer("app")
            .mayOnlyAccessLayers("model", "store", "s3", "lokiapi", "config", "http")
            .whereLayer("cluster")
            .mayOnlyAccessLayers("model", "store", "engine", "ring", "config", "http", "app")
            .whereLayer("distributor")
            .mayOnlyAccessLayers("model", "compaction", "ring", "lokiapi", "config", "http", "app", "cluster")
            .whereLayer("ingester")
            .mayOnlyAccessLayers(
                    "model", "logql", "segment", "store", "wal", "engine", "ring", "config", "http", "app", "cluster")
            .whereLayer("querier")
            .mayOnlyAccessLayers(
                    "model", "logql", "segment", "store", "engine", "ring", "lokiapi", "config", "http", "app",
                    "cluster")
            .whereLayer("compactor")
            .mayOnlyAccessLayers(
                    "model",
                    "logql",
                    "segment",
                    "store",
                    "engine",
                    "compaction",
                    "ring",
                    "lokiapi",
                    "config",
                    "http",
                    "app",
                    "cluster");

    @ArchTest
    static final ArchRule rolesKnowTheClusterInOnePackageAlone = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.lodur.distributor",
                    "dev.lodur.ingester",
                    "dev.lodur.querier",
                    "dev.lodur.compactor",
                    "dev.lodur.standalone")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lodur.cluster..", "dev.lodur.*.cluster..", "io.grpc..");

    @ArchTest
    static final ArchRule librariesKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.lodur.model..",
                    "dev.lodur.logql..",
                    "dev.lodur.segment..",
                    "dev.lodur.store..",
                    "dev.lodur.wal..",
                    "dev.lodur.engine..",
                    "dev.lodur.compaction..",
                    "dev.lodur.ring..",
                    "dev.lodur.lokiapi..",
                    "dev.lodur.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "io.vertx..", "io.smallrye..", "com.google.protobuf..", "io.grpc..");

    @ArchTest
    static final ArchRule theModelKnowsTheJdkAlone = noClasses()
            .that()
            .resideInAPackage("dev.lodur.model..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.lodur.model..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule imagesReachNoUnfitApi = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.foreign..", "jdk.incubator..", "sun.misc..");
}
