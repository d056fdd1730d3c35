package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpSetTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7                 | from 192.0.2.7 port 22      | true
            192.0.2.7                 | from 192.0.2.77 port 22     | false
            192.0.2.7                 | 192.0.2.7:8080              | true
            192.0.2.0/24              | x 192.0.3.1 y 192.0.2.255   | true
            192.0.2.0/24              | x 192.0.3.1                 | false
            0.0.0.0/0                 | 8.8.8.8                     | true
            10.0.0.1-10.0.0.9         | a=10.0.0.9                  | true
            10.0.0.1-10.0.0.9         | a=10.0.0.10                 | false
            2001:db8::/64             | 2001:db8::c - alice [10/Nov | true
            2001:db8::/64             | 2001:db8:1::c -             | false
            2001:db8::1-2001:db8::9   | GET from 2001:db8::7        | true
            ::1                       | ::1 is here                 | true
            ::1                       | ::1                         | false
            ::ffff:1.2.3.4            | ::ffff:1.2.3.4              | true
            fe80::/10                 | src=fe80::34 dst=x          | true
            10.0.0.0/8                | time 10:15:32.5 at 10.1.1.1 | true
            """)
    void addressesAreFoundInText(String set, String text, boolean expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(IpSet.parse(set).isIn(Arrays.copyOf(bytes, bytes.length + 16), 0, bytes.length))
                .isEqualTo(expected);
    }

    @Test
    void whatIsNoSetOfAddressesIsRefused() {
        assertThatThrownBy(() -> IpSet.parse("not an ip")).hasMessage("ip: invalid pattern: \"not an ip\"");
    }
}
