package dev.lodur.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
    @Test
    void whatIsConfiguredIsTakenAsItIs() {
        assertThat(OwnAddress.of("node-1.lan", List.of("lo"))).isEqualTo("node-1.lan");
    }

    @Test
    void aNamedInterfaceComesFirstAndOneThatIsMissingIsPassedOver() {
        assertThat(OwnAddress.of("", List.of("no-such-interface", "lo"))).isEqualTo("127.0.0.1");
    }

    @Test
    void withoutEitherItIsAnAddressOfThisHost() throws Exception {
        String found = OwnAddress.of("", List.of());

        InetAddress address = InetAddress.getByName(found);
        assertThat(address).isInstanceOf(Inet4Address.class);
        assertThat(address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null)
                .isTrue();
    }
}
