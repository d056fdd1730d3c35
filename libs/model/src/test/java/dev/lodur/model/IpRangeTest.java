package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,10.0.0.1,10.0.0.2",
        "10.0.0.0/8,10.255.255.255,11.0.0.0",
        "10.1.2.3/8,10.0.0.0,9.255.255.255",
        "0.0.0.0/0,255.255.255.255,::1",
        "192.0.2.5-192.0.2.20,192.0.2.20,192.0.2.21",
        "::1,0:0:0:0:0:0:0:1,::2",
        "2001:db8::/64,2001:db8::ffff:0:0:1,2001:db8:0:1::",
        "2001:db8::1-2001:db8::9,2001:DB8::9,2001:db8::a",
        "::ffff:1.2.3.4,::ffff:102:304,1.2.3.4",
    })
    void contains_what_lies_between_its_ends(String text, String inside, String outside) {
        IpRange range = Objects.requireNonNull(IpRange.parse(text));

        assertThat(range.contains(address(inside))).isTrue();
        assertThat(range.contains(address(outside))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not an ip",
                "10.0.0.0/99",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.01",
                "1.2.3.4/",
                "1.2.3.4/-1",
                "::1/129",
                "1::2::3",
                ":1",
                "1:2:3:4:5:6:7:8:9",
                "10.0.0.9-10.0.0.1",
                "10.0.0.1-::1",
                "localhost",
                "01.2.3.4",
                "10.0.0.0/",
                "10.0.0.0/08",
                "1.2.3.4-",
                "12345::",
                "::1::",
                ":::",
                "1:2:3:4:5:6:7::8:9",
                "fe80::1%eth0"
            })
    void what_is_no_address_is_refused(String text) {
        assertThat(IpRange.parse(text)).isNull();
    }

    @Test
    void ranges_are_equal_by_their_ends() {
        assertThat(IpRange.parse("10.0.0.0/31")).isEqualTo(IpRange.parse("10.0.0.0-10.0.0.1"));
    }

    @Test
    void the_full_form_of_an_address_is_read() {
        assertThat(address("2001:0db8:0:0:0:0:0:00ff")).isEqualTo(new IpAddress(true, 0x20010db800000000L, 0xff));
    }

    private static IpAddress address(String text) {
        return Objects.requireNonNull(IpAddress.parse(text));
    }
}
