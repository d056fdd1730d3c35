package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoubledPathTest {
    @Test
    void onlyAPrefixThatStandsTwiceIsDoubled() {
        assertThat(DoubledPath.isDoubled("/loki/api/v1/loki/api/v1/index/volume?query=%7B%7D"))
                .isTrue();
        assertThat(DoubledPath.isDoubled("/loki/api/v1/index/volume")).isFalse();
        assertThat(DoubledPath.isDoubled("/loki/api/v1/loki/api/v1")).isFalse();
        assertThat(DoubledPath.isDoubled("/x/loki/api/v1/loki/api/v1/labels")).isFalse();
    }
}
