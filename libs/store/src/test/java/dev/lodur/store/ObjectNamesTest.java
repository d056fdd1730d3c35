package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNamesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Tenant TENANT = new Tenant("team-a");

    @Test
    void aSliceHasOneNameAndLaterAttemptsHaveOthers() {
        SliceName slice = new SliceName(new GenerationId("ingester-1", 0x1f, 3), 10, 255, TENANT, DAY);
        ObjectNames names = new ObjectNames("logs/lodur");

        assertThat(names.segment(slice.segmentKey(0)))
                .isEqualTo("logs/lodur/team-a/segments/2026-11-23/0-ingester-1-1f-a-ff.parquet");
        assertThat(names.segment(slice.segmentKey(2)))
                .isEqualTo("logs/lodur/team-a/segments/2026-11-23/0-ingester-1-1f-a-ff-2.parquet");
        assertThat(names.catalog(TENANT, DAY)).isEqualTo("logs/lodur/team-a/catalog/2026-11-23.pb");
    }

    @Test
    void withoutAPrefixTheTenantsAreAtTheTop() {
        assertThat(new ObjectNames("").catalog(TENANT, DAY)).isEqualTo("team-a/catalog/2026-11-23.pb");
    }

    @Test
    void namesAreReadBack() {
        ObjectNames names = new ObjectNames("p");
        SegmentKey key = new SegmentKey(TENANT, DAY, 2, "job-7");

        assertThat(names.parseSegment(TENANT, names.segment(key))).isEqualTo(key);
        assertThat(names.parseCatalog(TENANT, names.catalog(TENANT, DAY))).isEqualTo(DAY);
    }

    @Test
    void deleteRequestsAreToldFromTheirVersions() {
        ObjectNames names = new ObjectNames("p");
        TenantDeletes deletes = TenantDeletes.empty(TENANT);

        assertThat(names.deletes(TENANT)).isEqualTo("p/team-a/deletes.pb");
        assertThat(names.parse(names.deletes(TENANT))).isEqualTo(new ObjectName.Deletes(TENANT));
        assertThat(names.parse(names.deletesVersion(deletes, -1))).isEqualTo(new ObjectName.DeletesVersion(TENANT));
        assertThat(names.parse("p/team-a/deletes.pb.old")).isEqualTo(new ObjectName.Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p/team-a/segments/2026-11-23/0-x",
                "p/team-b/segments/2026-11-23/0-x.parquet",
                "p/team-a/segments/2026-13-23/0-x.parquet",
                "p/team-a/segments/0-x.parquet",
                "p/team-a/segments/2026-11-23/x-y.parquet",
                "p/team-a/segments/2026-11-23/0.parquet",
                "p/team-a/segments/.parquet"
            })
    void otherKeysAreRefused(String key) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> new ObjectNames("p").parseSegment(TENANT, key))
                .withMessageContaining(key);
    }

    @Test
    void anInstanceThatCannotNameAFileIsRefused() {
        assertThatThrownBy(() -> new GenerationId("a/b", 1, 1)).hasMessageContaining("a/b");
        assertThatThrownBy(() -> new GenerationId("", 1, 1)).hasMessageContaining("0 characters");
        assertThatThrownBy(() -> new GenerationId("x".repeat(64), 1, 1)).hasMessageContaining("64 characters");
        assertThatThrownBy(() -> new ObjectNames("/p")).hasMessageContaining("/p");
    }

    @Test
    void theLongestNamesFitIntoAFileName() {
        long big = Long.MAX_VALUE;
        SliceName slice =
                new SliceName(new GenerationId("x".repeat(63), big, big), big, big, new Tenant("t".repeat(150)), DAY);

        assertThat(new ObjectNames("p").segment(slice.segmentKey(99))).hasSizeLessThan(400);
        assertThat(slice.fileName()).hasSizeLessThan(200);
    }

    @Test
    void copiesAreNamedByTheDayOfCopyingAndWhatTheyCopy() {
        ObjectNames names = new ObjectNames("lodur");
        Tenant tenant = new Tenant("a");
        LocalDate copiedOn = LocalDate.of(2026, 11, 22);
        LocalDate day = LocalDate.of(2026, 11, 9);

        assertThat(names.catalogCopy(tenant, copiedOn, day))
                .isEqualTo("lodur/a/catalog-copies/2026-11-22/2026-11-09.pb");
        assertThat(names.parse(names.catalogCopy(tenant, copiedOn, day)))
                .isEqualTo(new ObjectName.CatalogCopy(tenant, copiedOn, day));
        assertThat(names.parse(names.deletesCopy(tenant, copiedOn)))
                .isEqualTo(new ObjectName.DeletesCopy(tenant, copiedOn));
        assertThat(names.parse("lodur/a/catalog-copies/2026-11-22/other.pb")).isEqualTo(new ObjectName.Other());
    }
}
