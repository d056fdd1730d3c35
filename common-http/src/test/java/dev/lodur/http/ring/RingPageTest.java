package dev.lodur.http.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.RingView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingPageTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final long HEARD_MILLIS = NOW.toEpochMilli() - 60_000;

    private static Member member(String id, MemberState state, int... tokens) {
        return new Member(id, id + ":9095", "zone-1", state, tokens)
                .withFacts(new Member.Facts(
                        id + ":3100", HEARD_MILLIS - 1_000, HEARD_MILLIS, Member.Facts.NOTHING_UNFLUSHED));
    }

    private static String html(Member... members) {
        return (String) new RingPage(new RingView(List.of(members)), NOW).html().getEntity();
    }

    private static String json(Member... members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter json = new JsonWriter(out)) {
            new RingPage(new RingView(List.of(members)), NOW).write(json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aMemberThatLivesCannotBeForgotten() {
        assertThat(html(member("a", new MemberState.Active(), 1), member("b", new MemberState.Joining(), 2)))
                .contains("ACTIVE", "JOINING", "b:9095")
                .doesNotContain("<button");
    }

    @Test
    void oneThatIsLostCanBeForgottenAndOneThatIsForgottenWrittenOff() {
        MemberState.Unhealthy lost = new MemberState.Active().lost();

        assertThat(html(member("a", lost, 1)))
                .contains("name=\"forget\" value=\"a\"", "name=\"write_off\" value=\"a\"");
        assertThat(html(member("a", lost.forget(), 1)))
                .contains("name=\"write_off\" value=\"a\"")
                .doesNotContain("name=\"forget\"");
    }

    @Test
    void textsOfMembersAreEscaped() {
        assertThat(html(member("<script>\"&'", new MemberState.Active().lost(), 1)))
                .contains("&lt;script&gt;&quot;&amp;&#39;")
                .doesNotContain("<script>");
    }

    @Test
    void theJsonHasTheFieldsOfLokisPage() {
        String json = json(member("a", new MemberState.Active(), 5, -1), member("b", new MemberState.Active().lost()));

        assertThat(json)
                .contains("\"shards\":[{\"id\":\"a\",\"state\":\"ACTIVE\",\"address\":\"a:9095\"")
                .contains("\"timestamp\":\"2026-01-01T00:10:00Z\"")
                .contains("\"registered_timestamp\":\"2026-01-01T00:08:59Z\"")
                .contains("\"tokens\":[5,4294967295]")
                .contains("\"state\":\"UNHEALTHY\"")
                .contains("\"timestamp\":\"2026-01-01T00:09:00Z\"");
    }
}
