package dev.lodur.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.consul.MemoryConsul;
import dev.lodur.store.CatalogPointer;
import dev.lodur.store.CatalogPointer.Pointed;
import dev.lodur.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class ConsulCatalogPointerTest {
    private final MemoryConsul consul = new MemoryConsul(new ManualClock());
    private final ConsulCatalogPointer pointer = new ConsulCatalogPointer(consul, "lodur/catalogs/");

    @Test
    void itMovesOnlyFromWhereItWasSeen() {
        assertThat(pointer.read("a/2026-01-01")).isEmpty();
        assertThat(pointer.compareAndSet("a/2026-01-01", "one", CatalogPointer.ABSENT))
                .isTrue();
        assertThat(pointer.compareAndSet("a/2026-01-01", "two", CatalogPointer.ABSENT))
                .isFalse();
        Pointed first = pointer.read("a/2026-01-01").orElseThrow();
        assertThat(first.value()).isEqualTo("one");

        assertThat(pointer.compareAndSet("a/2026-01-01", "two", first.index())).isTrue();
        assertThat(pointer.compareAndSet("a/2026-01-01", "three", first.index()))
                .isFalse();
        assertThat(pointer.read("a/2026-01-01").map(Pointed::value)).contains("two");
    }

    @Test
    void namesAreThoseBelowTheirPrefixAndNotOfOtherRings() {
        pointer.compareAndSet("a/1", "x", CatalogPointer.ABSENT);
        pointer.compareAndSet("a/2", "x", CatalogPointer.ABSENT);
        pointer.compareAndSet("b/1", "x", CatalogPointer.ABSENT);
        new ConsulCatalogPointer(consul, "other/catalogs/").compareAndSet("a/3", "x", CatalogPointer.ABSENT);

        assertThat(pointer.names("a/")).containsExactly("a/1", "a/2");
    }

    @Test
    void anAgentThatIsAwayIsNotTakenForAPointerThatIsNotThere() {
        consul.setAway(true);

        assertThatThrownBy(() -> pointer.read("a/1"))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
