package dev.lodur.compaction.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionRulesTest {
    private static final Duration MONTH = Duration.ofDays(31);
    private static final Labels DEV = Labels.of("namespace", "dev", "app", "web");
    private static final Labels PROD = Labels.of("namespace", "prod", "app", "web");

    private static RetentionRules rules(Duration period, StreamPeriod... streams) {
        return RetentionRules.of(new RetentionLimits(true, period, List.of(streams), 0));
    }

    private static StreamPeriod stream(String selector, int priority, int days) {
        return new StreamPeriod(selector, priority, Duration.ofDays(days));
    }

    private static Duration period(RetentionRules rules, Labels labels) {
        return Duration.ofNanos(rules.ruleOf(labels).periodNanos());
    }

    @Test
    void aStreamThatNoSelectorMatchesHasTheTenantsPeriod() {
        RetentionRules rules = rules(MONTH, stream("{namespace=\"dev\"}", 1, 1));

        assertThat(period(rules, PROD)).isEqualTo(MONTH);
        assertThat(period(rules, DEV)).isEqualTo(Duration.ofDays(1));
        assertThat(rules.ruleOf(PROD).source()).isEqualTo("limits_config.retention_period");
        assertThat(rules.ruleOf(DEV).source()).isEqualTo("limits_config.retention_stream {namespace=\"dev\"}");
    }

    @Test
    void theHighestPriorityCountsWhateverTheOrderAndThePeriod() {
        RetentionRules rules = rules(
                MONTH,
                stream("{namespace=\"dev\"}", 1, 1),
                stream("{app=\"web\"}", 3, 90),
                stream("{namespace=~\"d.*\"}", 2, 2));

        assertThat(period(rules, DEV)).isEqualTo(Duration.ofDays(90));
        assertThat(period(rules, Labels.of("namespace", "dev"))).isEqualTo(Duration.ofDays(2));
        assertThat(period(rules, Labels.of("namespace", "adev"))).isEqualTo(MONTH);
    }

    @Test
    void ofEqualPrioritiesTheShortestPeriodCounts() {
        RetentionRules rules = rules(
                MONTH,
                stream("{app=\"web\"}", 1, 5),
                stream("{namespace=\"dev\"}", 1, 3),
                stream("{app=~\".+\"}", 1, 4));

        assertThat(period(rules, DEV)).isEqualTo(Duration.ofDays(3));
        assertThat(period(rules, PROD)).isEqualTo(Duration.ofDays(4));
    }

    @Test
    void aPeriodOfZeroIsForEver() {
        RetentionRules rules = rules(Duration.ZERO, stream("{namespace=\"dev\"}", 1, 1));

        assertThat(rules.ruleOf(PROD).oldestNanos(Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(rules.longest().periodNanos()).isEqualTo(RetentionRule.FOR_EVER);
        assertThat(rules.shortest().periodNanos()).isEqualTo(Duration.ofDays(1).toNanos());
        assertThat(rules.expireAnything()).isTrue();
        assertThat(rules(Duration.ZERO).expireAnything()).isFalse();
    }

    @Test
    void whereRetentionIsNotEnabledNothingExpires() {
        RetentionRules rules =
                RetentionRules.of(new RetentionLimits(false, MONTH, List.of(stream("{namespace=\"dev\"}", 1, 1)), 0));

        assertThat(rules.expireAnything()).isFalse();
        assertThat(rules.ruleOf(DEV).periodNanos()).isEqualTo(RetentionRule.FOR_EVER);
    }

    @Test
    void aPeriodThatDoesNotFitIsForEver() {
        assertThat(rules(Duration.ofNanos(Long.MAX_VALUE)).expireAnything()).isFalse();
    }

    @Test
    void streamsOfOnePeriodShareAClassThatNamesItsRules() {
        StreamPeriod dev = stream("{namespace=\"dev\"}", 1, 1);
        StreamPeriod noisy = stream("{app=\"noisy\"}", 2, 1);
        StreamPeriod asTenant = stream("{app=\"web\", namespace=\"prod\"}", 3, 31);
        RetentionRules rules = rules(MONTH, dev, noisy, asTenant);

        assertThat(rules.classOf(DEV)).startsWith("1d-").isEqualTo(rules.classOf(Labels.of("app", "noisy")));
        assertThat(rules.classOf(PROD)).isEmpty();
        assertThat(rules.classOf(Labels.of("app", "other"))).isEmpty();
        assertThat(rules(MONTH, dev).classOf(DEV)).startsWith("1d-").isNotEqualTo(rules.classOf(DEV));
        assertThat(rules(Duration.ofDays(7), dev, noisy, asTenant).classOf(DEV)).isEqualTo(rules.classOf(DEV));
    }

    @Test
    void whatIsNoSelectorIsRefused() {
        assertThatThrownBy(() -> rules(MONTH, stream("app=\"x\"", 1, 1))).isInstanceOf(LodurException.class);
        assertThatThrownBy(() -> rules(MONTH, stream("{}", 1, 1))).isInstanceOf(LodurException.class);
    }
}
