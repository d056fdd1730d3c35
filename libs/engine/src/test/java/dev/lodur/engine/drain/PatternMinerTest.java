package dev.lodur.engine.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternMinerTest {
    private static final int CLUSTERS_MAX = 40;
    private static final int SLOT = 1000;

    private final PatternMiner miner = new PatternMiner(CLUSTERS_MAX);
    private final LineWords words = new LineWords();
    private final LineWords scratch = new LineWords();

    @Test
    void numbersTimesAddressesAndHexadecimalsAreWildAtOnce() {
        learn(
                "2026-11-10T10:32:11.120Z 10.0.0.7:8080 took 1.5ms, id 1b4e28ba-2fa1-11d2-883f-0016d3cca427",
                "[10:32:11,120] worker-7: 3 of 4 done, hash deadbeef",
                "10:32:11: started",
                "GET /v1/items/17?user=bob HTTP/1.1");

        assertThat(patterns())
                .containsExactlyInAnyOrder(
                        "<_> <_> took <_>, id <_>",
                        "[<_>] <_>: <_> of <_> done, hash <_>",
                        "<_> started",
                        "GET /<_>/items/<_>?user=bob HTTP/<_>");
    }

    @Test
    void linesThatDifferInFewWordsShareAPattern() {
        learn("took 1 ms for the user alice with cache", "took 2 ms for the user bob with cache");
        assertThat(patterns()).containsExactly("took <_> ms for the user <_> with cache");

        learn("took 3 ms for the user carol with cache");
        assertThat(patterns()).containsExactly("took <_> ms for the user <_> with cache");
        assertThat(counts()).containsExactly(3);
    }

    @Test
    void messagesWithOtherFirstWordsDoNot() {
        learn("Accepted password for root from 10.0.0.7", "Failed password for root from 10.0.0.7");

        assertThat(patterns()).hasSize(2);
    }

    @Test
    void manyFirstWordsAreAValue() {
        for (int i = 0; i < 30; i++) {
            learn("user" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + " has logged in");
        }

        assertThat(patterns()).containsExactly("<_> has logged in");
        assertThat(counts()).containsExactly(30);
    }

    @Test
    void keysStayAndValuesVary() {
        learn(
                "level=info msg=\"order placed\" user=alice status=201",
                "level=info msg=\"order placed\" user=bob status=503",
                "level=info msg=\"order refused\" user=bob status=503",
                "level=info msg=\"order placed\" agent=bob status=503");

        assertThat(patterns())
                .containsExactlyInAnyOrder(
                        "level=info msg=\"order placed\" user=<_> status=<_>",
                        "level=info msg=\"order refused\" user=bob status=<_>",
                        "level=info msg=\"order placed\" agent=bob status=<_>");
    }

    @Test
    void jsonIsCutAtItsKeysAndValues() {
        learn(
                "{\"level\":\"info\",\"took\":12,\"msg\":\"order placed\",\"user\":\"alice\",\"tags\":[1,2,3]}",
                "{\"level\":\"info\",\"took\":7,\"msg\":\"order placed\",\"user\":\"bob\",\"tags\":[1]}",
                "{\\\"level\\\":\\\"info\\\",\\\"took\\\":12}");

        assertThat(patterns())
                .containsExactlyInAnyOrder(
                        "{\"level\":\"info\",\"took\":<_>,\"msg\":\"order placed\",\"user\":\"<_>\",\"tags\":[<_>]}",
                        "{\\\"level\\\":\\\"info\\\",\\\"took\\\":<_>}");
    }

    @Test
    void namesInAngleBracketsAreWildSinceLogqlTakesThemForCaptures() {
        learn("at Foo.<init>(Foo.java)", "<_> and <name>x");

        assertThat(patterns()).containsExactlyInAnyOrder("at Foo.<<_>>(Foo.java)", "<<_>> and <<_>>x");
    }

    @Test
    void aLongLineEndsWithAWildcard() {
        learn("start " + "x".repeat(LineWords.BYTES_MAX), "word ".repeat(LineWords.WORDS_MAX + 5));

        assertThat(patterns()).containsExactlyInAnyOrder("start <_>", "word ".repeat(LineWords.WORDS_MAX) + "<_>");
    }

    @Test
    void linesThatAreLearnedAgainChangeCountsAlone() {
        String[] lines = {
            "took 1 ms for the user alice with cache",
            "took 2 ms for the user bob with cache",
            "took 2 ms for the user bob without any cache",
            "opened /var/log/x",
            "opened /var/lib/y",
            "a b c",
            "a b d",
            "x"
        };
        learn(lines);
        List<String> patterns = patterns();

        learn(lines);

        assertThat(patterns()).isEqualTo(patterns);
        assertThat(counts().stream().mapToInt(count -> count).sum()).isEqualTo(2 * lines.length);
    }

    @Test
    void beyondTheBoundThoseMetLeastRecentlyAreForgotten() {
        for (int i = 0; i < 10 * CLUSTERS_MAX; i++) {
            learn("the one that comes again and again", "=".repeat(i + 1) + " x");
            assertThat(miner.clusterCount()).isLessThanOrEqualTo(CLUSTERS_MAX);
        }

        assertThat(patterns()).contains("the one that comes again and again", "=".repeat(10 * CLUSTERS_MAX) + " x");
        assertThat(miner.heapBytes()).isLessThan(CLUSTERS_MAX * 1000L);
    }

    @Test
    void groupsWithoutLinesInTheTimeAreForgotten() {
        learn("an old one");
        long bytes = miner.heapBytes();
        miner.forget(SLOT + 1);

        assertThat(patterns()).isEmpty();
        assertThat(miner.heapBytes()).isLessThan(bytes);
    }

    private void learn(String... lines) {
        for (String line : lines) {
            byte[] bytes = ("<" + line).getBytes(StandardCharsets.UTF_8);
            words.read(bytes, 1, bytes.length);
            miner.learn(words, scratch, SLOT, 1, 0);
        }
    }

    private List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        miner.forEach(cluster -> patterns.add(cluster.template().pattern()));
        return patterns;
    }

    private List<Integer> counts() {
        List<Integer> counts = new ArrayList<>();
        miner.forEach(cluster -> counts.add(cluster.counts().count(0)));
        return counts;
    }
}
