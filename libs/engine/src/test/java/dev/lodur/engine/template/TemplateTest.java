package dev.lodur.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final TestLine LINE = TestLine.of("a", "1", "b", "two", "empty", "");

    private static void assertRefused(String template, String message) {
        assertThatThrownBy(() -> Template.parse("line", template))
                .as(template)
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY))
                .hasMessage("template: line:" + message);
    }

    private static void assertFormat(String template, String expected) {
        assertThat(LINE.format(template)).as(template).isEqualTo(expected);
    }

    private static void assertFails(String template, String message) {
        assertFormat(template, "template: line:" + message);
    }

    @Test
    void textThatIsNoTemplateIsRefusedInTheWordsOfGo() {
        assertRefused("{{ .level | nosuchfunc }}", "1: function \"nosuchfunc\" not defined");
        assertRefused("{{ .level ", "1: unclosed action");
        assertRefused("a\n{{ .level ", "2: unclosed action");
        assertRefused("{{ if .a }}x", "1: unexpected EOF");
        assertRefused("{{ end }}", "1: unexpected {{end}}");
        assertRefused("{{ else }}", "1: unexpected {{else}}");
        assertRefused("{{ $x }}", "1: undefined variable \"$x\"");
        assertRefused("{{ }}", "1: missing value for command");
        assertRefused("{{ .a | 1 }}", "1: non executable command in pipeline stage 2");
        assertRefused("{{ (.a }}", "1: unclosed left paren");
        assertRefused("{{ .a) }}", "1: unexpected right paren");
        assertRefused("{{ \"x }}", "1: unterminated quoted string");
        assertRefused("{{/* x }}", "1: unclosed comment");
        assertRefused("{{ break }}", "1: {{break}} outside {{range}}");
        assertRefused("{{ template x }}", "1: unexpected \"x\" in template clause");
        assertRefused("{{ 1.a }}", "1: bad number syntax: \"1.a\"");
        assertRefused("{{ \"x\".a }}", "1: unexpected . after term \"\\\"x\\\"\"");
        assertRefused("{{ range $a, $b, $c := . }}{{ end }}", "1: too many declarations in range");
        assertRefused("{{ .a- }}", "1: bad character U+002D '-'");
        assertRefused("{{ if .a }}x{{ else if .b }}y", "1: unexpected EOF");
    }

    @Test
    void spaceAroundActionsIsTrimmedWhereAsked() {
        assertFormat("x {{- .a -}} y", "x1y");
        assertFormat("x {{ .a -}} \n y", "x 1y");
        assertFormat("x {{- 3}} {{-3}}", "x3 -3");
        assertFormat("a{{/* c */}}b", "ab");
        assertFormat("a {{- /* c */ -}} b", "ab");
        assertFormat("{{ .a\n}}", "1");
    }

    @Test
    void variablesLiveUntilTheEndOfTheirBlock() {
        assertFormat("{{ $x := .a }}{{ if true }}{{ $x = \"n\" }}{{ $y := 1 }}{{ end }}{{ $x }}", "n");
        assertFormat("{{ with $x := .b }}{{ $x }}{{ $.a }}{{ end }}", "two1");
        assertRefused("{{ if true }}{{ $y := 1 }}{{ end }}{{ $y }}", "1: undefined variable \"$y\"");
    }

    @Test
    void rangesGoOverLabelsListsAndNumbers() {
        assertFormat("{{ range $k, $v := . }}{{ $k }}={{ $v }};{{ end }}", "a=1;b=two;empty=;");
        assertFormat("{{ range . }}[{{ . }}]{{ end }}", "[1][two][]");
        assertFormat("{{ range $i := 3 }}{{ $i }}{{ end }}", "012");
        assertFormat("{{ range 0 }}x{{ else }}none{{ end }}", "none");
        assertFormat("{{ range fromJson \"[1,2,3]\" }}{{ if eq . 2.0 }}{{ continue }}{{ end }}{{ . }}{{ end }}", "13");
        assertFormat("{{ range $i, $e := fromJson \"[1,2,3]\" }}{{ if $i }}{{ break }}{{ end }}{{ . }}{{ end }}", "1");
        assertFormat("{{ $x := 0 }}{{ range $x = fromJson \"[1,2]\" }}{{ end }}{{ $x }}", "2");
        assertFails("{{ range .a }}{{ end }}", "1:9: executing \"line\" at <.a>: range can't iterate over 1");
    }

    @Test
    void templatesMayBeDefinedAndCalled() {
        assertFormat(
                "{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" .b }}{{ template \"t\" }}", "<two><<no value>>");
        assertFormat("{{ block \"t\" .a }}[{{ . }}]{{ end }}{{ template \"t\" .b }}", "[1][two]");
        assertFails(
                "{{ template \"u\" }}", "1:12: executing \"line\" at <{{template \"u\"}}>: template \"u\" not defined");
        assertRefused(
                "{{define \"t\"}}1{{end}}{{define \"t\"}}2{{end}}",
                "1: template: multiple definition of template \"t\"");
    }

    @Test
    void workWithoutEndIsStopped() {
        assertThat(LINE.format("{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}"))
                .contains("exceeded maximum template depth");
        assertThat(LINE.format("{{ repeat 1000000000 \"ab\" }}")).contains("exceeds the limit of 1048576");
        assertThat(LINE.format("{{ range 1000000000 }}{{ end }}")).contains("exceeded maximum template work");
        assertThat(LINE.format("{{ range 1000000 }}abc{{ end }}")).contains("output exceeds the limit");
        assertThat(LINE.format("{{ $x := \"abcdefgh\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}"))
                .contains("exceeds the limit");
        assertThat(LINE.format("{{ printf \"%1000000d\" 1 }}")).hasSize(1_000_000);
        assertThat(LINE.format("{{ range 9 }}{{ printf \"%1000000d\" 1 }}{{ end }}"))
                .contains("exceeds the limit");
        assertThatThrownBy(() -> Template.parse("line", "{{ " + "(".repeat(100_000)))
                .hasMessageContaining("nest too deeply");
    }

    @Test
    void errorsSayWhereTheyAre() {
        assertFails(
                "{{ 5 | upper }}",
                "1:7: executing \"line\" at <upper>: wrong type for value; expected string; got int");
        assertFails("{{ upper 5 }}", "1:9: executing \"line\" at <5>: expected string; found 5");
        assertFails("é\né{{ .a.b }}", "2:7: executing \"line\" at <.a.b>: can't evaluate field b in type string");
        assertFails(
                "{{ (fromJson \"{}\").x.y }}",
                "1:13: executing \"line\" at <\"{}\">: nil pointer evaluating interface {}.y");
        assertFails("{{ .a .b }}", "1:3: executing \"line\" at <.a>: a is not a method but has arguments");
        assertFails("{{ nil }}", "1:3: executing \"line\" at <nil>: nil is not a command");
        assertFails("{{ 1 2 }}", "1:3: executing \"line\" at <1>: can't give argument to non-function 1");
        assertFails(
                "{{ unixEpoch .a }}",
                "1:13: executing \"line\" at <.a>: wrong type for value; expected time.Time; got string");
        assertFails(
                "{{ eq 1 .a }}",
                "1:3: executing \"line\" at <eq 1 .a>: error calling eq: incompatible types for comparison");
        assertFails("{{ eq }}", "1:3: executing \"line\" at <eq>: wrong number of args for eq: want at least 1 got 0");
    }

    @Test
    void valuesArePrintedAsGoDoes() {
        assertFormat("{{ 1000000.0 }} {{ 123456.0 }} {{ 0.00001 }} {{ 1e21 }} {{ 3.0 }}", "1e+06 123456 1e-05 1e+21 3");
        assertFormat("{{ 'a' }} {{ 0x10 }} {{ 1_000 }} {{ true }}", "97 16 1000 true");
        assertFormat("{{ . }}", "map[a:1 b:two empty:]");
        assertFormat("{{ fromJson `{\"b\":[1,\"x\",null],\"a\":{\"c\":true}}` }}", "map[a:map[c:true] b:[1 x <nil>]]");
        assertFormat("{{ (fromJson \"{}\").x }}{{ fromJson \"bad\" }}", "<no value><no value>");
        assertFormat("{{ print nil 1 2 \"x\" 3 }}|{{ println 1 \"a\" }}", "<nil> 1 2x3|1 a\n");
        assertFormat("{{ `raw\\n` }}{{ \"\\u00e9\\x41\\101\" }}", "raw\\néAA");
    }

    @Test
    void andAndOrStopAtTheFirstArgumentThatDecides() {
        assertFormat("{{ and 1 0 (div 1 0) }} {{ or 0 2 (div 1 0) }} {{ and 1 2 }} {{ .b | or 0 }}", "0 2 2 two");
    }

    @Test
    void labelsThatAreReadAreKnown() {
        Template some =
                Template.parse("line", "{{.a}}{{ if eq .b `x` }}{{ with .c }}{{ . }}{{ $.d }}{{ end }}{{ end }}");
        assertThat(some.fields()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(some.usesAllFields()).isFalse();

        Template index = Template.parse("line", "{{ index . \"x-y\" }}{{ (fromJson __line__).z }}");
        assertThat(index.fields()).containsExactly("x-y");
        assertThat(index.usesAllFields()).isFalse();

        assertThat(Template.parse("line", "{{ range $k, $v := . }}{{ end }}").usesAllFields())
                .isTrue();
        assertThat(Template.parse("line", "{{ $ }}").usesAllFields()).isTrue();
        assertThat(Template.parse("line", "{{ define \"t\" }}{{ .q }}{{ end }}{{ template \"t\" . }}")
                        .usesAllFields())
                .isTrue();
    }
}
