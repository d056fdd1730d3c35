package dev.lodur.ring.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Consul} does; keys lie below a prefix of the test's own. */
abstract class ConsulContract {
    static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

    abstract Consul consul();

    /** A prefix that no other test uses. */
    abstract String prefix();

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Consul.Entry> get(String name) {
        return consul().get(prefix() + name, 0, Duration.ZERO).value();
    }

    @Test
    void aKeyThatIsNotThereIsAnAnswer() {
        assertThat(get("none")).isEmpty();
        assertThat(consul().list(prefix() + "none/", 0, Duration.ZERO).value()).isEmpty();
    }

    @Test
    void aValueComesBackAsItWasPut() {
        byte[] value = {0, 1, -1, 'x'};

        consul().put(prefix() + "a b/ü", value);

        assertThat(get("a b/ü").orElseThrow().value()).isEqualTo(value);
        assertThat(get("a b/ü").orElseThrow().session()).isEmpty();
    }

    @Test
    void keysBelowAPrefixAreListedInOrder() {
        consul().put(prefix() + "list/b", utf8("2"));
        consul().put(prefix() + "list/a", utf8("1"));
        consul().put(prefix() + "other", utf8("3"));

        assertThat(consul().list(prefix() + "list/", 0, Duration.ZERO).value())
                .extracting(Consul.Entry::key)
                .containsExactly(prefix() + "list/a", prefix() + "list/b");
    }

    @Test
    void aPutUnderAConditionHappensOnlyWhereItHolds() {
        assertThat(consul().putIf(prefix() + "cas", utf8("1"), 0)).isTrue();
        assertThat(consul().putIf(prefix() + "cas", utf8("2"), 0)).isFalse();
        long at = get("cas").orElseThrow().modifyIndex();
        assertThat(consul().putIf(prefix() + "cas", utf8("3"), at)).isTrue();
        assertThat(consul().putIf(prefix() + "cas", utf8("4"), at)).isFalse();
        assertThat(get("cas").orElseThrow().value()).isEqualTo(utf8("3"));
    }

    @Test
    void aDeleteUnderAConditionHappensOnlyWhereItHolds() {
        consul().put(prefix() + "gone", utf8("1"));
        long at = get("gone").orElseThrow().modifyIndex();
        consul().put(prefix() + "gone", utf8("2"));

        assertThat(consul().deleteIf(prefix() + "gone", at)).isFalse();
        assertThat(consul().deleteIf(
                                prefix() + "gone", get("gone").orElseThrow().modifyIndex()))
                .isTrue();
        assertThat(get("gone")).isEmpty();
    }

    @Test
    void aKeyIsHeldByOneSessionAtATime() {
        String first = consul().createSession("first", TIME_TO_LIVE);
        String second = consul().createSession("second", TIME_TO_LIVE);

        assertThat(consul().acquire(prefix() + "lock", utf8("1"), first)).isTrue();
        assertThat(consul().acquire(prefix() + "lock", utf8("2"), second)).isFalse();
        assertThat(consul().acquire(prefix() + "lock", utf8("3"), first)).isTrue();
        assertThat(get("lock").orElseThrow().session()).isEqualTo(first);
        assertThat(get("lock").orElseThrow().value()).isEqualTo(utf8("3"));
    }

    @Test
    void aSessionThatEndsLetsGoOfItsKeyAtOnceAndLeavesTheValue() {
        String first = consul().createSession("first", TIME_TO_LIVE);
        String second = consul().createSession("second", TIME_TO_LIVE);
        consul().acquire(prefix() + "released", utf8("1"), first);

        consul().destroySession(first);

        assertThat(get("released").orElseThrow().session()).isEmpty();
        assertThat(get("released").orElseThrow().value()).isEqualTo(utf8("1"));
        assertThat(consul().renewSession(first)).isFalse();
        assertThat(consul().acquire(prefix() + "released", utf8("2"), second)).isTrue();
    }

    @Test
    void aValueThatIsTooLargeIsRefusedWithItsSize() {
        byte[] large = new byte[Consul.VALUE_BYTES_MAX + 1];
        Arrays.fill(large, (byte) 'x');

        assertThatThrownBy(() -> consul().put(prefix() + "large", large))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        consul().put(prefix() + "large", Arrays.copyOf(large, Consul.VALUE_BYTES_MAX));
        assertThat(get("large").orElseThrow().value()).hasSize(Consul.VALUE_BYTES_MAX);
    }

    @Test
    void aServiceIsKnownFromItsRegistrationToItsEnd() {
        ServiceDefinition service = service("svc-1");

        assertThat(consul().isRegistered("svc-1")).isFalse();
        consul().register(service);
        assertThat(consul().isRegistered("svc-1")).isTrue();
        consul().deregister("svc-1");
        consul().deregister("svc-1");
        assertThat(consul().isRegistered("svc-1")).isFalse();
    }

    static ServiceDefinition service(String id) {
        return new ServiceDefinition(
                id,
                "lodur-test",
                "127.0.0.1",
                9,
                8,
                "/ready",
                List.of("tag"),
                Map.of("meta", "data"),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1));
    }
}
