package dev.lodur.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Templates and what Loki 3.7.6 made of them. */
class RecordedAnswersTest {
    private static final String INFO_TEXT = "level=info caller=pay.go:118 msg=\"cart updated\" method=PUT path=/healthz"
            + " status=200 duration=107.8ms bytes=3.6KB user=u-6 amount=198.57 items=5";
    private static final TestLine INFO = TestLine.of(
                    "level",
                    "info",
                    "caller",
                    "pay.go:118",
                    "msg",
                    "cart updated",
                    "method",
                    "PUT",
                    "path",
                    "/healthz",
                    "status",
                    "200",
                    "duration",
                    "107.8ms",
                    "bytes",
                    "3.6KB",
                    "user",
                    "u-6",
                    "amount",
                    "198.57",
                    "items",
                    "5",
                    "app",
                    "checkout")
            .withLine(INFO_TEXT, 1_794_304_804_263_819_000L);
    private static final TestLine WARN = TestLine.of(
                    "level",
                    "warn",
                    "msg",
                    "retrying payment",
                    "method",
                    "POST",
                    "path",
                    "/api/v2/cart",
                    "status",
                    "409",
                    "duration",
                    "7.6ms",
                    "bytes",
                    "5.2KB",
                    "user",
                    "u-4",
                    "amount",
                    "224.98",
                    "items",
                    "2")
            .withLine("x", 1_794_305_157_379_863_000L);
    private static final TestLine DEBUG =
            TestLine.of("level", "debug").withLine("level=debug msg=\"cache hit\"", 1_794_304_817_227_300_000L);

    private static void check(TestLine line, Map<String, String> expected) {
        expected.forEach((template, text) ->
                assertThat(line.format(template)).as(template).isEqualTo(text));
    }

    @Test
    void fieldsAndOldNamesOfFunctions() {
        check(
                INFO,
                Map.of(
                        "{{.level}}: {{.msg}} ({{.status}})", "info: cart updated (200)",
                        "a{{.nosuch}}b", "ab",
                        "", "",
                        "{{ ToUpper .level }} {{ .msg | ToUpper }} {{ ToLower .method }}", "INFO CART UPDATED put",
                        "{{ Replace .msg \" \" \"_\" -1 }} {{ Replace .path \"a\" \"4\" 1 }}", "cart_updated /he4lthz",
                        "{{ Trim .path \"/\" }} {{ TrimLeft .path \"/ap\" }} {{ TrimRight .path \"trah\" }}",
                                "healthz healthz /healthz",
                        "{{ TrimPrefix .path \"/api\" }} {{ TrimSuffix .path \"cart\" }} [{{ TrimSpace \"  x \" }}]",
                                "/healthz /healthz [x]"));
        check(
                WARN,
                Map.of(
                        "{{ Trim .path \"/\" }} {{ TrimLeft .path \"/ap\" }} {{ TrimRight .path \"trah\" }}",
                                "api/v2/cart i/v2/cart /api/v2/c",
                        "{{ TrimPrefix .path \"/api\" }} {{ TrimSuffix .path \"cart\" }} [{{ TrimSpace \"  x \" }}]",
                                "/v2/cart /api/v2/ [x]"));
    }

    @Test
    void texts() {
        check(
                INFO,
                Map.of(
                        "{{ .msg | trunc 4 }} {{ trunc -4 .msg }} {{ substr 1 3 .msg }} {{ substr 2 -1 .msg }}",
                                "cart ated ar rt updated",
                        "{{ indent 3 .msg }}|{{ nindent 2 .level }}", "   cart updated|\n  info",
                        "{{ replace \"a\" \"@\" .msg }} {{ repeat 3 .items }} {{ trim \"  y  \" }}|",
                                "c@rt upd@ted 555 y|",
                        "{{ trimAll \"/\" .path }} {{ trimSuffix \"art\" .path }} {{ trimPrefix \"/a\" .path }}",
                                "healthz /healthz /healthz",
                        "{{ title .msg }} {{ lower .method }} {{ upper .level }}", "Cart Updated put INFO",
                        "{{ default \"none\" .err }} {{ .nosuch | default \"dflt\" }}", "none dflt",
                        "{{ alignLeft 8 .level }}|{{ alignRight 8 .level }}|{{ alignLeft 3 .msg }}|{{ alignRight 3 .msg }}",
                                "info    |    info|car|ted",
                        "{{ len .msg }} {{ index .msg 0 }} {{ slice .msg 1 4 }} {{ print .level 1 2 \"x\" }}",
                                "12 99 art info1 2x"));
        check(
                WARN,
                Map.of(
                        "{{ contains \"order\" .msg }} {{ hasPrefix \"/api\" .path }} {{ hasSuffix \"cart\" .path }}",
                        "false true true",
                        "{{ trimAll \"/\" .path }} {{ trimSuffix \"art\" .path }} {{ trimPrefix \"/a\" .path }}",
                        "api/v2/cart /api/v2/c pi/v2/cart"));
    }

    @Test
    void conditions() {
        String path = "{{ if contains \"cart\" .path }}CART{{ else if eq .path \"/healthz\" }}HEALTH{{ else }}other"
                + " {{.path}}{{ end }}";
        String or = "{{ if or (eq .level \"error\") (eq .level \"warn\") }}!{{ end }}{{ not (eq .level \"error\") }}";
        check(
                INFO,
                Map.of(
                        path,
                        "HEALTH",
                        or,
                        "true",
                        "{{ if and (eq .level \"error\") (ne .method \"GET\") }}bad{{ else }}fine{{ end }}",
                        "fine",
                        "{{ eq .status \"200\" \"201\" }} {{ lt (int .items) 5 }} {{ ge (int .status) 400 }}"
                                + " {{ gt .amount \"5\" }} {{ le 1 1 }}",
                        "true false false false true",
                        "{{- .level -}}   X   {{- /* comment */ -}} Y",
                        "infoXY",
                        "{{ with .user }}hi {{ . }}{{ end }} {{ with .nosuch }}x{{ else }}y{{ end }}",
                        "hi u-6 y",
                        "{{ range $k, $v := . }}{{ if eq $k \"msg\" }}{{ $k }}={{ $v }}{{ end }}{{ end }}",
                        "msg=cart updated"));
        check(WARN, Map.of(path, "CART", or, "!true"));
    }

    @Test
    void expressions() {
        String swap = "{{ regexReplaceAll \"([a-z]+) ([a-z]+)\" .msg \"$2-$1\" }}"
                + " {{ regexReplaceAllLiteral \"[aeiou]\" .msg \"$1\" }}";
        check(
                INFO,
                Map.of(
                        swap,
                        "updated-cart c$1rt $1pd$1t$1d",
                        "{{ .path | regexReplaceAll \"v(\\\\d)\" \"V${1}\" }}",
                        "V${1}",
                        "{{ count \"a\" .msg }} {{ __line__ | count \"=\" }}",
                        "2 11"));
        check(WARN, Map.of(swap, "payment-retrying r$1try$1ng p$1ym$1nt"));
    }

    @Test
    void numbers() {
        check(
                INFO,
                Map.of(
                        "{{ add 1 2 3 }} {{ sub 10 4 }} {{ mul 2 3 4 }} {{ div 9 2 }} {{ mod 9 4 }}",
                        "6 6 24 4 1",
                        "{{ add .status .items }} {{ mul (int .items) 2 }} {{ int .amount }} {{ float64 .amount }}",
                        "205 10 198 198.57",
                        "{{ addf 1.5 .amount }} {{ subf 10 2.25 }} {{ mulf .amount 2 }} {{ divf 1 8 }}",
                        "200.07 7.75 397.14 0.125",
                        "{{ max 1 .items 5 }} {{ min 1 .items 5 }} {{ maxf 1.5 .amount }} {{ minf 1.5 .amount }}",
                        "5 1 198.57 1.5",
                        "{{ ceil .amount }} {{ floor .amount }} {{ round .amount 1 }} {{ round .amount 0 }}"
                                + " {{ round -2.5 0 }}",
                        "199 198 198.6 199 -3",
                        "{{ .duration | duration }} {{ duration_seconds .duration }} {{ .bytes | bytes }}",
                        "0.1078 0.1078 3600",
                        "{{ printf \"%05d|%-8s|%q|%x\" (int .status) .level .method .items }}",
                        "00200|info    |\"PUT\"|35",
                        "{{ printf \"%.2f %6.1f %e %v %t\" (float64 .amount) 3.14159 12345.678 .status true }}",
                        "198.57    3.1 1.234568e+04 200 true"));
    }

    @Test
    void times() {
        check(
                DEBUG,
                Map.of(
                        "{{ __timestamp__ }}",
                        "2026-11-10 10:00:17.2273 +0000 UTC",
                        "{{ __timestamp__ | date \"2006-01-02T15:04:05.000Z07:00\" }} {{ __timestamp__ | unixEpoch }}"
                                + " {{ unixEpochMillis __timestamp__ }} {{ unixEpochNanos __timestamp__ }}",
                        "2026-11-10T10:00:17.227Z 1794304817 1794304817227 1794304817227300000",
                        "{{ __timestamp__.Unix }} {{ __timestamp__.Format \"Jan 2 15:04\" }}",
                        "1794304817 Nov 10 10:00",
                        "{{ toDate \"2006-01-02\" \"2026-03-04\" | date \"Jan 2 2006\" }} {{ toDateInZone"
                                + " \"2006-01-02 15:04\" \"Europe/Prague\" \"2026-07-01 12:00\" | unixEpoch }}",
                        "Mar 4 2026 1782900000",
                        "{{ unixToTime \"1794304800\" }} {{ unixToTime \"1794304800123\" | unixEpochMillis }}"
                                + " {{ unixToTime \"20767\" | date \"2006-01-02\" }}",
                        "2026-11-10 10:00:00 +0000 UTC 1794304800123 2026-11-10",
                        "{{ now | unixEpoch | len }}",
                        "10",
                        "{{ __line__ }} tail",
                        "level=debug msg=\"cache hit\" tail",
                        "{{ __timestamp__ | date \"15:04\" }}{{ __line__ | trunc 10 }}",
                        "10:00level=debu"));
    }

    @Test
    void encodings() {
        check(
                INFO,
                Map.of(
                        "{{ b64enc .msg }} {{ .msg | b64enc | b64dec }} {{ b64dec \"!!\" }}",
                                "Y2FydCB1cGRhdGVk cart updated illegal base64 data at input byte 0",
                        "{{ urldecode \"/a%20b?q=%C3%A9\" }} {{ urlencode \"/a%20b?q=%C3%A9\" }}",
                                "/a b?q=é %2Fa%2520b%3Fq%3D%25C3%25A9",
                        "{{ $x := .level }}{{ $x = \"z\" }}{{ $x }}{{ html \"<b>\" }}{{ js \"'\" }}{{ urlquery \"a b\" }}",
                                "z&lt;b&gt;\\'a+b"));
    }

    @Test
    void documents() {
        TestLine order = TestLine.EMPTY.withLine(
                "{\"msg\":\"žádost\",\"order\":{\"items\":[{\"sku\":\"A-3\",\"qty\":5},{\"sku\":\"B-7\",\"qty\":1}]}}",
                0);
        check(
                order,
                Map.of(
                        "{{ $d := fromJson __line__ }}{{ $d.msg }} {{ len $d.order.items }}",
                        "žádost 2",
                        "{{ range $i, $it := (fromJson __line__).order.items }}{{ if $i }}, {{ end }}{{ $it.sku }}x"
                                + "{{ $it.qty }}{{ else }}nothing{{ end }}",
                        "A-3x5, B-7x1"));
    }

    @Test
    void failures() {
        TestLine metrics = TestLine.of("took", "4ms", "size", "-", "temp", "n/a", "level", "info");
        String where = "template: line:1:";
        check(
                metrics,
                Map.of(
                        "{{ .took | duration }} {{ .size | bytes }}",
                                where + "34: executing \"line\" at <bytes>: error calling bytes: strconv.ParseFloat:"
                                        + " parsing \"\": invalid syntax",
                        "{{ .none | duration }}",
                                where + "11: executing \"line\" at <duration>: error calling duration: time: invalid"
                                        + " duration \"\"",
                        "{{ unixToTime \"123\" }}",
                                where
                                        + "3: executing \"line\" at <unixToTime \"123\">: error calling unixToTime: unable"
                                        + " to parse time '123': %!w(<nil>)",
                        "{{ div 1 0 }}",
                                where + "3: executing \"line\" at <div 1 0>: error calling div: runtime error: integer"
                                        + " divide by zero",
                        "{{ substr 5 .level }}",
                                where + "3: executing \"line\" at <substr>: wrong number of args for substr: want 3 got"
                                        + " 2",
                        "{{ divf .temp 0.0 }}",
                                where
                                        + "3: executing \"line\" at <divf .temp 0.0>: error calling divf: decimal division"
                                        + " by 0",
                        "{{ mulf .temp 10 | int }}", "0"));
    }
}
