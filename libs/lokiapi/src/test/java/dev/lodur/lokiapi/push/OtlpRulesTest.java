package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.OtlpMapping;
import dev.lodur.model.OtlpMapping.Action;
import dev.lodur.model.OtlpMapping.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpRulesTest {
    private static final String RESOURCE =
            "'resource':{'attributes':[" + attribute("service.name", "web") + "," + attribute("host.name", "h1") + "]}";

    @Test
    void aResourcesAttributesGoWhereTheFirstRuleThatKnowsThemSays() {
        OtlpMapping mapping = resource(
                false,
                new Rule(Action.DROP, List.of("service.name"), ""),
                new Rule(Action.INDEX_LABEL, List.of(), "host\\..*"));

        assertThat(decode(mapping, RESOURCE, record("a")))
                .containsExactly("{host_name=\"h1\", service_name=\"web\"}", "1 a", "end");
    }

    @Test
    void withoutTheDefaultsOnlyTheTenantsRulesCount() {
        OtlpMapping mapping = resource(
                true,
                new Rule(Action.DROP, List.of("service.name"), ""),
                new Rule(Action.INDEX_LABEL, List.of(), "ost"));

        assertThat(decode(mapping, RESOURCE, record("a"))).containsExactly("{}", "1 a {host.name=\"h1\"}", "end");
    }

    @Test
    void recordsWithLabelsOfTheirOwnAreStreamsOfTheirOwn() {
        OtlpMapping mapping = new OtlpMapping(
                List.of("service.name"),
                false,
                List.of(new Rule(Action.DROP, List.of(), ".+")),
                List.of(),
                List.of(
                        new Rule(Action.INDEX_LABEL, List.of("user.id"), ""),
                        new Rule(Action.DROP, List.of("secret"), "")),
                false);

        assertThat(decode(
                        mapping,
                        RESOURCE,
                        record("a", attribute("user.id", "u1"), attribute("secret", "x"), attribute("k", "v")),
                        record("b", attribute("user.id", "u1")),
                        record("c")))
                .containsExactly(
                        "{service_name=\"web\", user_id=\"u1\"}",
                        "1 a {k=\"v\"}",
                        "1 b",
                        "end",
                        "{service_name=\"web\"}",
                        "1 c",
                        "end");
    }

    @Test
    void theSeverityBecomesALabelToo() {
        OtlpMapping mapping = new OtlpMapping(List.of(), false, List.of(), List.of(), List.of(), true);

        assertThat(decode(mapping, "'resource':{}", "{'timeUnixNano':'1','severityText':'WARN'}"))
                .containsExactly("{severity_text=\"WARN\"}", "1  {severity_text=\"WARN\"}", "end");
    }

    @Test
    void aLabelWithAMapBecomesOneForEachLeaf() {
        OtlpMapping mapping = resource(true, new Rule(Action.INDEX_LABEL, List.of("k8s"), ""));
        String nested = "'resource':{'attributes':[{'key':'k8s','value':{'kvlistValue':{'values':["
                + attribute("pod.name", "p") + "]}}}]}";

        assertThat(decode(mapping, nested, record("a"))).containsExactly("{k8s_pod_name=\"p\"}", "1 a", "end");
    }

    private static OtlpMapping resource(boolean ignoreDefaults, Rule... rules) {
        return new OtlpMapping(List.of("service.name"), ignoreDefaults, List.of(rules), List.of(), List.of(), false);
    }

    private static String attribute(String key, String value) {
        return "{'key':'" + key + "','value':{'stringValue':'" + value + "'}}";
    }

    private static String record(String line, String... attributes) {
        return "{'timeUnixNano':'1','body':{'stringValue':'" + line + "'},'attributes':[" + String.join(",", attributes)
                + "]}";
    }

    private static List<String> decode(OtlpMapping mapping, String resource, String... records) {
        String body = "{'resourceLogs':[{" + resource + ",'scopeLogs':[{'logRecords':[" + String.join(",", records)
                + "]}]}]}";
        List<String> calls = new ArrayList<>();
        PushBody push = new PushBody(
                PushKind.OTLP, "application/json", "", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        new PushDecoder(1 << 20, () -> 0).decode(push, OtlpRules.of(mapping), new Transcript(calls));
        return calls;
    }

    /** Writes down what it sees. */
    private record Transcript(List<String> calls) implements PushVisitor {
        @Override
        public void begin(int bodyBytes) {}

        @Override
        public void beginStream(byte[] bytes, int offset, int length) {
            calls.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void entry(long timestampNanos, byte[] bytes, int offset, int length, PairBuffer metadata) {
            String line = new String(bytes, offset, length, StandardCharsets.UTF_8);
            calls.add(timestampNanos + " " + line + (metadata.isEmpty() ? "" : " " + LabelParser.format(metadata)));
        }

        @Override
        public void endStream() {
            calls.add("end");
        }
    }
}
