package dev.lodur.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static void assertGives(String expression, String expected) {
        assertThat(TestLine.of("empty", "").format("{{ " + expression + " }}"))
                .as(expression)
                .isEqualTo(expected);
    }

    private static void assertFails(String expression, String message) {
        assertThat(TestLine.EMPTY.format("{{ " + expression + " }}"))
                .as(expression)
                .endsWith(": " + message);
    }

    @Test
    void textsAreCountedInCharacters() {
        assertGives("alignLeft 5 \"žá\"", "žá   ");
        assertGives("alignRight 2 \"žádost\"", "st");
        assertGives("alignRight -1 \"ab\"", "ab");
        assertGives("title \"hello wORLD it's o_k\"", "Hello WORLD It'S O_k");
        assertGives("replace \"\" \"-\" \"ab\"", "-a-b-");
        assertGives("Replace \"aaa\" \"a\" \"b\" 2", "bba");
        assertGives("repeat 0 \"x\"", "");
        assertFails("repeat -1 \"x\"", "strings: negative Repeat count");
        assertGives("upper \"straße\"", "STRASSE".replace("SS", "ß"));
    }

    @Test
    void textsAreIndexedByBytes() {
        assertGives("trunc 3 \"žádost\"", "ž\ufffd");
        assertGives("trunc 4 \"žádost\"", "žá");
        assertGives("trunc -2 \"žádost\"", "st");
        assertGives("trunc 3 \"🎉 party\"", "\ufffd\ufffd\ufffd");
        assertGives("trunc -9 \"abc\"", "abc");
        assertGives("substr -1 2 \"žádost\"", "ž");
        assertGives("substr 2 99 \"abc\"", "c");
        assertFails("substr 4 2 \"abcdef\"", "runtime error: slice bounds out of range [4:2]");
        assertFails("substr -1 9 \"abc\"", "runtime error: slice bounds out of range [:9] with length 3");
        assertGives("len \"žá\"", "4");
        assertGives("slice \"žá\" 0 2", "ž");
        assertGives("slice \"žá\" 1", "\ufffdá");
        assertFails("index \"abc\" 3", "reflect: string index out of range");
        assertFails("index \"abc\" 4", "index out of range: 4");
        assertFails("slice \"abc\" 2 1", "invalid slice index: 2 > 1");
        assertGives("index (fromJson `{\"a\":[5,6]}`) \"a\" 1", "6");
        assertGives("index (fromJson `{}`) \"a\"", "<no value>");
        assertFails("index 1 1", "can't index item of type int");
        assertFails("len 3", "len of type int");
    }

    @Test
    void numbersAreTakenLoosely() {
        assertGives("add \"12\" \"0x10\" \"010\" \"x\" true nil 1.9 \"-3.7\"", "35");
        assertGives("int \"12abc\"", "0");
        assertGives("int \".5\"", "0");
        assertGives("float64 \"1e3\"", "1000");
        assertGives("mod -7 3", "-1");
        assertGives("divf 1 3", "0.3333333333333333");
        assertGives("addf 0.1 0.2", "0.3");
        assertGives("round 123.555555 3", "123.556");
        assertGives("round 5.4 0 0.3", "6");
        assertGives("max 1 \"7\" 3", "7");
        assertGives("mulf 1000 1000", "1e+06");
        assertFails("mod 1 0", "runtime error: integer divide by zero");
    }

    @Test
    void valuesOfOneKindAreCompared() {
        assertGives("eq 1 2 3 1", "true");
        assertGives("lt \"a\" \"b\"", "true");
        assertGives("eq (fromJson \"null\") nil", "true");
        assertFails("lt true false", "invalid type for comparison");
        assertFails("lt 1 1.5", "incompatible types for comparison");
        assertFails("eq 1", "missing argument for comparison");
        assertGives("default 5 0", "5");
        assertGives("default 5 false", "5");
        assertGives("default \"x\" (fromJson \"[]\")", "x");
        assertGives("default \"x\" 1.5", "1.5");
    }

    @Test
    void timesAreReadAndWrittenByLayouts() {
        String time = "(toDate \"2006-01-02T15:04:05Z07:00\" \"2026-03-04T05:06:07.5+02:00\")";
        assertGives(time, "2026-03-04 05:06:07.5 +0200 +0200");
        assertGives(
                "date \"Mon Monday Jan January 1 01 2 02 _2 06 2006 3 03 15 4 05 PM pm .000 .999\" " + time,
                "Wed Wednesday Mar March 3 03 4 04  4 26 2026 3 03 03 6 07 AM am .500 .5");
        assertGives(time + ".Unix", "1772593567");
        assertGives(time + ".Year", "2026");
        assertGives(time + ".Month", "March");
        assertGives(time + ".Weekday", "Wednesday");
        assertGives("(" + time + ".Add 3600000000000).UTC", "2026-03-04 04:06:07.5 +0000 UTC");
        assertGives("(" + time + ".Sub " + time + ")", "0s");
        assertGives("toDate \"2006-01-02\" \"x\"", "0001-01-01 00:00:00 +0000 UTC");
        assertGives(
                "toDateInZone \"2006-01-02 15:04\" \"Europe/Prague\" \"2026-07-01 12:00\"",
                "2026-07-01 12:00:00 +0200 CEST");
        assertGives("date \"2006\" 0", "1970");
        assertFails(
                "unixToTime \"abc\"", "unable to parse time 'abc': strconv.ParseInt: parsing \"abc\": invalid syntax");
        assertGives("unixToTime \"1794304800123456789\"", "2026-11-10 10:00:00.123456789 +0000 UTC");
        assertGives(
                "(unixToTime \"1794304800\").Nope",
                "template: line:1:15: executing \"line\" at <\"1794304800\">: can't evaluate field Nope in type time.Time");
    }

    @Test
    void otherFormsOfTexts() {
        assertGives("b64dec \"YQ\"", "illegal base64 data at input byte 0");
        assertGives("b64dec \"YQ==\"", "a");
        assertGives("b64dec \"YWI=\"", "ab");
        assertGives("urlencode \"a b/é~*\"", "a+b%2F%C3%A9~%2A");
        assertFails("urldecode \"%zz\"", "invalid URL escape \"%zz\"");
        assertGives("js \"a<b&=\\n\"", "a\\u003Cb\\u0026\\u003D\\u000A");
        assertGives("html 1 2 \"<\"", "1 2&lt;");
        assertFails("bytes \"12 parsecs\"", "unhandled size name: parsecs");
        assertGives("bytes \"5MiB\"", "5.24288e+06");
        assertGives("duration \"1h2.5s\"", "3602.5");
    }

    @Test
    void expressionsAreThoseOfRe2() {
        assertGives("regexReplaceAll \"(?P<n>a+)\" \"baac\" \"<${n}>$$\"", "b<aa>$c");
        assertGives("regexReplaceAll \"a(b)?\" \"ab a\" \"[$1x]$1\"", "[]b []");
        assertGives("regexReplaceAll \"x*\" \"abc\" \"-\"", "-a-b-c-");
        assertGives("count \"x*\" \"axb\"", "3");
        assertFails("count \"(\" \"a\"", "error parsing regexp: missing closing ): `(`");
    }

    @Test
    void documentsAreReadStrictly() {
        assertGives("(fromJson `{\"a\":\"\\u00e9\\ud83d\\ude00\\n\"}`).a", "é😀\n");
        assertGives("fromJson `{\"a\":1,}`", "<no value>");
        assertGives("fromJson `01`", "<no value>");
        assertGives("(fromJson `{\"n\":12345678}`).n", "1.2345678e+07");
        assertGives("fromJson ` [ ] `", "[]");
    }
}
