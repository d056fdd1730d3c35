package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlushPolicyTest {
    private static final FlushPolicy POLICY =
            new FlushPolicy(Duration.ofMinutes(5), Duration.ofMinutes(60), 1 << 20, 1 << 20, 0);

    @ParameterizedTest
    @CsvSource({"1, 300", "4, 300", "8, 600", "10, 750", "48, 3600", "100, 3600"})
    void theAgeGrowsWithTheTenantsUpToItsLimit(int tenants, long seconds) {
        Generation generation = generation(tenants);

        assertThat(POLICY.reasonToCut(generation, false, seconds * 1_000_000_000L - 1))
                .isEmpty();
        assertThat(POLICY.reasonToCut(generation, false, seconds * 1_000_000_000L))
                .contains(FlushReason.IDLE);
    }

    private static Generation generation(int tenants) {
        Generation generation = new Generation(1);
        for (int tenant = 0; tenant < tenants; tenant++) {
            generation.enter(tenant, 0);
            generation.add(World.batch(new Tenant("tenant-" + tenant), World.APP, new Entry(1, "a line", Labels.of())));
            generation.leave();
        }
        return generation;
    }
}
