package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushDecoderTest {
    private static final long NOW_NANOS = 1_800_000_000_000_000_000L;

    /** Writes down what it sees. */
    private static final class Transcript implements PushVisitor {
        private final List<String> calls = new ArrayList<>();

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

    private static List<String> decode(PushKind kind, String contentType, byte[] bytes) {
        Transcript transcript = new Transcript();
        new PushDecoder(1 << 20, () -> NOW_NANOS).decode(new PushBody(kind, contentType, "", bytes), transcript);
        return transcript.calls;
    }

    private static List<String> json(PushKind kind, String text) {
        return decode(kind, "application/json", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsOfAStreamMayComeInAnyOrder() {
        assertThat(
                        json(
                                PushKind.PUSH,
                                "{'streams':[{'values':[['1','a\\n',{'k':'\\u0041'}],['2','b']],'x':[{}],'stream':{'b':'2','a':'1'}}]}"))
                .containsExactly("{a=\"1\", b=\"2\"}", "1 a\n {k=\"A\"}", "2 b", "end");
    }

    @Test
    void labelsOfAnyTypeAreTakenAsTheirTextAndTheLastOfEqualNamesWins() {
        assertThat(json(
                        PushKind.PUSH,
                        "{'streams':[{'stream':{'n':5,'t':true,'z':null,'a':'1','a':'2'},'values':[]}]}"))
                .containsExactly("{a=\"2\", n=\"5\", t=\"true\", z=\"null\"}", "end");
    }

    @Test
    void nullsAreNothing() {
        assertThat(json(
                        PushKind.PUSH,
                        "{'streams':[{'stream':{'a':'1'},'values':[null,['1','x']]},{'stream':{},'values':null}]}"))
                .containsExactly("{a=\"1\"}", "1 x", "end", "{}", "end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'streams':[null]}",
                "{'streams':{}}",
                "{'streams':[{'stream':null}]}",
                "{'streams':[{'stream':[]}]}",
                "{'streams':[{'stream':{},'values':{}}]}",
                "{'streams':[{'stream':{},'values':['x']}]}",
                "{'streams':[{'stream':{},'values':[[]]}]}",
                "{'streams':[{'stream':{},'values':[[1,'x']]}]}",
                "{'streams':[{'stream':{},'values':[['','x']]}]}",
                "{'streams':[{'stream':{},'values':[['-','x']]}]}",
                "{'streams':[{'stream':{},'values':[['1.5','x']]}]}",
                "{'streams':[{'stream':{},'values':[['99999999999999999999','x']]}]}",
                "{'streams':[{'stream':{},'values':[['9999999999999999999','x']]}]}",
                "{'streams':[{'stream':{},'values':[['1',null]]}]}",
                "{'streams':[{'stream':{},'values':[['1','x',null]]}]}",
                "{'streams':[{'stream':{},'values':[['1','x',{'a':null}]]}]}",
                "{'streams':[{'stream':{},'values':[['1','x']]}"
            })
    void wrongTypesAreInvalid(String text) {
        assertThatThrownBy(() -> json(PushKind.PUSH, text))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{'streams':[]}", "{'streams':null}", "{'other':1}"})
    void aBodyWithoutStreamsHasNothingToStore(String text) {
        assertThatThrownBy(() -> json(PushKind.PUSH, text))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOTHING_TO_STORE))
                .hasMessage("error at least one valid stream is required for ingestion");
    }

    @Test
    void theOldFormIsReadWithFieldsInAnyOrderAndCase() {
        assertThat(
                        json(
                                PushKind.LEGACY_PUSH,
                                "{'Streams':[{'entries':[{'line':'a\\t','ts':'1970-01-01T00:00:01.5+00:00','structuredMetadata':{'k':'v'}},{'ts':'1970-01-01T01:00:00+01:00'}],'labels':'{a=\\'b\\'}'}]}"))
                .containsExactly("{a=\"b\"}", "1500000000 a\t {k=\"v\"}", "0 ", "end");
    }

    @ParameterizedTest
    @CsvSource({
        "'',mime: no media type",
        "application/json;;,mime: invalid media parameter",
        "application/json; x,mime: invalid media parameter",
        "a b/c,mime: unexpected content after media type"
    })
    void brokenContentTypesAreNamed(String contentType, String message) {
        assertThatThrownBy(() -> decode(PushKind.PUSH, contentType, new byte[0]))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/json;",
                "application/json; a=\"x;\\\"y\""
            })
    void parametersOfTheContentTypeDoNotMatter(String contentType) {
        assertThat(decode(PushKind.PUSH, contentType, "{\"streams\":[{}]}".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("{}", "end");
    }

    @Test
    void otlpTakesItsTwoContentTypesExactly() {
        assertThatThrownBy(() -> decode(PushKind.OTLP, "application/json; charset=utf-8", new byte[0]))
                .hasMessage("content type: application/json; charset=utf-8 is not supported");
    }

    @Test
    void otlpJsonIsReadInBothSpellingsWithNumbersAsTheyCome() {
        assertThat(json(
                        PushKind.OTLP,
                        "{'resource_logs':[{'scope_logs':[{'log_records':[{'time_unix_nano':7,'body':{'intValue':-3},"
                                + "'severity_number':'SEVERITY_NUMBER_WARN2','attributes':[{'key':'a','value':{'doubleValue':'1e21'}},"
                                + "{'key':'n','value':null},{'key':'m','value':{'kvlistValue':{'values':[{'key':'x','value':{'boolValue':true}}]}}}]},"
                                + "{'body':{'kvlistValue':{'values':[{'key':'b','value':{'bytesValue':'AQI='}},{'key':'a','value':{'arrayValue':{'values':[{}]}}}]}}}],"
                                + "'scope':{'name':'s'}}],'resource':{'attributes':[{'key':'service.name','value':{'stringValue':'q\\'x'}}]}}]}"
                                        .replace("q\\'x", "q\\\"x")))
                .containsExactly(
                        "{service_name=\"q\\\"x\"}",
                        "7 -3 {scope_name=\"s\", severity_number=\"14\", a=\"1e+21\", n=\"\", m_x=\"true\"}",
                        NOW_NANOS + " {\"a\":[null],\"b\":\"AQI=\"} {scope_name=\"s\"}",
                        "end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resourceLogs':{}}",
                "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'timeUnixNano':'x'}]}]}]}",
                "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'body':{'stringValue':5}}]}]}]}",
                "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'traceId':'zz'}]}]}]}",
                "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'traceId':'aabb'}]}]}]}",
                "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'timeUnixNano':'18446744073709551615'}]}]}]}",
                "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'body':{'bytesValue':'*'}}]}]}]}"
            })
    void otlpOfTheWrongTypesIsInvalid(String text) {
        assertThatThrownBy(() -> json(PushKind.OTLP, text))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void aSmallOtlpBodyCannotBlowUpByThePathsOfItsAttributes() {
        String leaves = "{'key':'x','value':{'boolValue':true}},".repeat(10_000);
        String body = "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'attributes':[{'key':'" + "k".repeat(10_000)
                + "','value':{'kvlistValue':{'values':[" + leaves + "null]}}}]}]}]}]}";

        assertThatThrownBy(() -> json(PushKind.OTLP, body))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,0.5",
        "1,1",
        "-0.0,-0",
        "1e21,1e+21",
        "1e20,100000000000000000000",
        "0.000001,0.000001",
        "1e-7,1e-7",
        "-1.5e-9,-1.5e-9",
        "123456.789,123456.789",
        "NaN,NaN",
        "Infinity,+Inf"
    })
    void doublesAreWrittenAsGoWritesThem(double value, String text) {
        assertThat(OtlpValues.doubleText(value)).isEqualTo(text);
    }

    @Test
    void aStatusIsOneProtobufField() {
        assertThat(OtlpStatus.encode("no")).containsExactly(0x12, 2, 'n', 'o');
        assertThat(OtlpStatus.httpStatus(ErrorCode.INTERNAL.httpStatus())).isEqualTo(503);
        assertThat(OtlpStatus.httpStatus(ErrorCode.RATE_LIMITED.httpStatus())).isEqualTo(429);
    }
}
