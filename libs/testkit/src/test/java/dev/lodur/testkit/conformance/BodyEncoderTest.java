package dev.lodur.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class BodyEncoderTest {
    private static byte[] encode(String body) {
        return BodyEncoder.encode(Json.parse(body).orElseThrow());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void jsonHasBlanksBehindCommasAndColons() {
        byte[] bytes =
                encode("{\"format\":\"json\",\"data\":{\"b\":[1,2.5,null,true],\"a\":\"\\u001bž\\n@@REPEAT(x,3)@@\"}}");

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("{\"b\": [1, 2.5, null, true], \"a\": \"\\u001bž\\nxxx\"}");
    }

    @Test
    void loneSurrogatesStandForBytes() {
        assertThat(hex(encode("{\"format\":\"text\",\"data\":\"a\\udcff🐎\"}"))).isEqualTo("61fff09f908e");
        assertThat(hex(encode("{\"format\":\"json\",\"data\":\"\\ud800\"}"))).isEqualTo("22eda08022");
        assertThat(hex(encode("{\"format\":\"base64\",\"data\":\"/wA=\"}"))).isEqualTo("ff00");
    }

    @Test
    void bodiesAreCutBeforeAndAfterCompression() throws IOException {
        byte[] cut = encode("{\"format\":\"text\",\"data\":\"hello\",\"truncate\":2,\"compress\":\"gzip\"}");
        byte[] cutCompressed =
                encode("{\"format\":\"text\",\"data\":\"hello\",\"compress\":\"gzip\",\"truncate_compressed\":12}");

        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(cut))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("he");
        }
        assertThat(cutCompressed).hasSize(12);
    }

    @Test
    void deflateHasNoHeaderAndZlibHas() throws IOException {
        byte[] raw = encode("{\"format\":\"text\",\"data\":\"hello\",\"compress\":\"deflate\"}");
        byte[] zlib = encode("{\"format\":\"text\",\"data\":\"hello\",\"compress\":\"zlib\"}");

        assertThat(new InflaterInputStream(new ByteArrayInputStream(raw), new Inflater(true)).readAllBytes())
                .asString()
                .isEqualTo("hello");
        assertThat(new InflaterInputStream(new ByteArrayInputStream(zlib)).readAllBytes())
                .asString()
                .isEqualTo("hello");
    }

    @Test
    void snappyBlocksHoldLiterals() {
        assertThat(hex(encode("{\"format\":\"text\",\"data\":\"hello\",\"compress\":\"snappy\"}")))
                .isEqualTo("051068656c6c6f");
        assertThat(encode("{\"format\":\"text\",\"data\":\"@@REPEAT(x,100)@@\",\"compress\":\"snappy\"}"))
                .hasSize(103)
                .startsWith(100, 240, 99);
        assertThat(encode("{\"format\":\"text\",\"data\":\"@@REPEAT(x,70000)@@\",\"compress\":\"snappy\"}"))
                .hasSize(70000 + 3 + 3 + 3);
    }

    @Test
    void pushRequestsAreProtobuf() {
        byte[] bytes = encode("{\"format\":\"push-proto\",\"data\":{\"streams\":[{\"labels\":\"{a=\\\"b\\\"}\","
                + "\"entries\":[{\"ts\":\"1000000002\",\"line\":\"x\",\"metadata\":{\"k\":\"v\"}}]}]}}");

        assertThat(hex(bytes))
                .isEqualTo("0a1c" + "0a077b613d2262227d" + "1211" + "0a0408011002" + "120178" + "1a06" + "0a016b"
                        + "120176");
    }

    @Test
    void otlpRequestsAreProtobuf() {
        byte[] bytes = encode("{\"format\":\"otlp-proto\",\"data\":{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":["
                + "{\"timeUnixNano\":\"1\",\"severityNumber\":9,\"body\":{\"stringValue\":\"x\"},"
                + "\"traceId\":\"0a0b\"}]}]}]}}");

        assertThat(hex(bytes))
                .isEqualTo("0a18" + "1216" + "1214" + "090100000000000000" + "1009" + "2a030a0178" + "4a020a0b");
    }
}
