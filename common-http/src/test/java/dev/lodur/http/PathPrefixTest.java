package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathPrefixTest {
    @Test
    void thePrefixIsTakenOffOnceAndTheQueryStays() {
        assertThat(PathPrefix.takeOff("/loki", "/loki/loki/api/v1/query?query=%7B%7D"))
                .isEqualTo("/loki/api/v1/query?query=%7B%7D");
        assertThat(PathPrefix.takeOff("/logs/x", "/logs/x/ready")).isEqualTo("/ready");
    }

    @Test
    void thePrefixAloneIsTheRoot() {
        assertThat(PathPrefix.takeOff("/loki", "/loki")).isEqualTo("/");
        assertThat(PathPrefix.takeOff("/loki", "/loki?a=b")).isEqualTo("/?a=b");
    }

    @Test
    void whatOnlyBeginsAlikeHasNoPrefix() {
        assertThat(PathPrefix.takeOff("/loki", "/lokinext/ready")).isNull();
        assertThat(PathPrefix.takeOff("/loki", "/ready")).isNull();
    }
}
