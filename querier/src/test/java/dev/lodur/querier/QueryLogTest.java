package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.lokiapi.read.QueryTags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryLogTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void zeroLogsNothingAndANegativeDurationEverything() {
        new QueryLog(Duration.ZERO, lines::add).accept(report(Duration.ofSeconds(100), ""));
        assertThat(lines).isEmpty();

        new QueryLog(Duration.ofSeconds(-1), lines::add).accept(report(Duration.ZERO, ""));
        assertThat(lines).hasSize(1);
    }

    @Test
    void onlyQueriesThatTakeLongerAreLogged() {
        QueryLog log = new QueryLog(Duration.ofSeconds(5), lines::add);

        log.accept(report(Duration.ofSeconds(5), ""));
        assertThat(lines).isEmpty();
        log.accept(report(Duration.ofSeconds(11), ""));

        assertThat(lines).singleElement().asString().contains("latency=slow", "duration=11s");
    }

    @Test
    void theLineIsLogfmtWithTheQueryQuotedAndTheClientsTags() {
        new QueryLog(Duration.ofSeconds(-1), lines::add)
                .accept(report(Duration.ofMillis(250), "Source=grafana-lokiexplore-app,Feature=a b,broken"));

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("component=querier org_id=fake latency=fast query=\"{app=\\\"web\\\"} |= `x`\" query_hash=")
                .contains(
                        " query_type=filter range_type=range length=1h0m0s step=15s duration=250ms status=200 limit=100"
                                + " returned_lines=7 ")
                .endsWith(" source=grafana-lokiexplore-app feature=\"a b\"")
                .doesNotContain("\n");
    }

    private static QueryReport report(Duration execution, String tags) {
        return new QueryReport(
                new Asker(Bucket.TENANT, QueryTags.parse(tags), action -> {}),
                "{app=\"web\"} |= `x`",
                "filter",
                "range",
                Duration.ofHours(1),
                Duration.ofSeconds(15),
                100,
                200,
                execution,
                Duration.ofMillis(1),
                7,
                1000,
                100_000);
    }
}
