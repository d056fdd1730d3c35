package dev.lodur.ring.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberFormatTest {
    private static final String VERSION_1 =
            "{\"version\":1,\"address\":\"10.0.0.1:9095\",\"http_address\":\"10.0.0.1:3100\",\"zone\":\"z\","
                    + "\"state\":\"ACTIVE\",\"tokens\":\"AAAAAX////+AAAAA/////w==\",\"registered_millis\":1000,"
                    + "\"heard_millis\":2000,\"oldest_unflushed\":3000}";

    private final Member member = new Member(
            "a",
            "10.0.0.1:9095",
            "z",
            new MemberState.Active(),
            new int[] {-1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE},
            new Member.Facts("10.0.0.1:3100", 1000, 2000, 3000));

    @Test
    void version1IsWrittenAsItIsSpecified() {
        assertThat(new String(MemberFormat.write(member), StandardCharsets.UTF_8))
                .isEqualTo(VERSION_1);
    }

    @Test
    void whatIsWrittenIsReadAndFieldsThatNobodyKnowsAreIgnored() {
        byte[] bytes =
                VERSION_1.replace("{\"version\"", "{\"news\":[{}],\"version\"").getBytes(StandardCharsets.UTF_8);

        Member read = MemberFormat.read("a", bytes, true);

        assertThat(read).usingRecursiveComparison().isEqualTo(member);
    }

    @Test
    void aKeyThatNoSessionHoldsIsOfAMemberThatIsNotHeardFrom() {
        Member forgotten = member.withState(new MemberState.Forgotten(new MemberState.Active()));

        assertThat(MemberFormat.read("a", MemberFormat.write(member), false).state())
                .isEqualTo(new MemberState.Unhealthy(new MemberState.Active()));
        assertThat(MemberFormat.read("a", MemberFormat.write(forgotten), false).state())
                .isEqualTo(forgotten.state());
        assertThat(MemberFormat.read("a", MemberFormat.write(forgotten), true).state())
                .isEqualTo(new MemberState.Active());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1", "{\"version\":1}", "{\"version\":1,\"state\":\"ACTIVE\",\"tokens\":\"?\"}", "null"
            })
    void damageIsAnErrorThatNamesTheMember(String value) {
        assertThatThrownBy(() -> MemberFormat.read("a", value.getBytes(StandardCharsets.UTF_8), true))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void aNewerVersionIsRefusedAsSuch() {
        assertThatThrownBy(() -> MemberFormat.read("a", "{\"version\":2}".getBytes(StandardCharsets.UTF_8), true))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT_TOO_NEW));
    }
}
