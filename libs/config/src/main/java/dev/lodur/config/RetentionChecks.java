package dev.lodur.config;

import dev.lodur.model.ByteSize;
import dev.lodur.model.RetentionLimits;

/** Checks what sections say about retention together: what contradicts itself, and what would do nothing. */
final class RetentionChecks {
    private RetentionChecks() {}

    static void check(LokiConfig config, Settings settings, Problems problems) {
        RetentionLimits limits = config.limits().retention();
        long bucketBytesMax = config.compactor().retentionBytesMax();
        if (bucketBytesMax > 0 && limits.bytesMax() > bucketBytesMax) {
            problems.error(
                    settings.where("limits_config.retention_bytes"),
                    "limits_config.retention_bytes is " + new ByteSize(limits.bytesMax())
                            + " for each tenant, more than the " + new ByteSize(bucketBytesMax)
                            + " that compactor.retention_bytes has for all");
        }
        boolean mayBeOverridden = !config.runtime().files().isEmpty()
                || !config.consulKv().overridesKey().isEmpty();
        if (limits.enabled()
                && !limits.hasPeriods()
                && limits.bytesMax() == 0
                && bucketBytesMax == 0
                && !mayBeOverridden) {
            problems.warn(
                    settings.where(RetentionReader.ENABLED),
                    RetentionReader.ENABLED + " is true and ALL LINES ARE KEPT FOR EVER: set"
                            + " limits_config.retention_period, such as 31d, or compactor.retention_bytes, such as 9GB");
        }
    }
}
