package dev.lodur.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoPrintfTest {
    private static void assertPrints(String arguments, String expected) {
        assertThat(TestLine.EMPTY.format("{{ printf " + arguments + " }}"))
                .as(arguments)
                .isEqualTo(expected);
    }

    @Test
    void integersTakeFlagsWidthAndPrecision() {
        assertPrints("\"%d|%5d|%-5d|%05d|%+d|% d\" 42 42 42 42 42 42", "42|   42|42   |00042|+42| 42");
        assertPrints(
                "\"%x|%X|%#x|%o|%#o|%O|%b|%c|%q|%U\" 255 255 255 8 8 8 5 65 65 65",
                "ff|FF|0xff|10|010|0o10|101|A|'A'|U+0041");
        assertPrints("\"%.3d|%5.3d|%-05d|%06d\" 7 7 7 -7", "007|  007|7    |-00007");
        assertPrints("\"%*d|%[2]d %[1]d\" 5 42", "   42|42 5");
    }

    @Test
    void floatsTakeTheirVerbs() {
        assertPrints(
                "\"%f|%.2f|%8.3f|%-8.1f|%08.2f|%+.1f\" 3.14159 3.14159 3.14159 3.14159 -3.14159 3.14159",
                "3.141590|3.14|   3.142|3.1     |-0003.14|+3.1");
        assertPrints(
                "\"%e|%E|%.0e|%g|%.3g|%G|%v\" 12345.678 12345.678 15.0 1e-7 1234.5 1e20 100000000.0",
                "1.234568e+04|1.234568E+04|2e+01|1e-07|1.23e+03|1E+20|1e+08");
        assertPrints("\"%.0f %.0f %.1f %.10g\" 0.5 1.5 0.25 0.1", "0 2 0.2 0.1");
        assertPrints("\"%x\" 1.5", "0x1.8p+00");
    }

    @Test
    void textsAreCutFilledAndQuoted() {
        assertPrints(
                "\"%s|%5s|%-5s|%.2s|%q|%x|% x|%v\" \"é\" \"ab\" \"ab\" \"éàx\" \"a\\n\" \"hi\" \"hi\" \"v\"",
                "é|   ab|ab   |éà|\"a\\n\"|6869|68 69|v");
        assertPrints("\"%t %T %T %T %T\" true 1 1.5 \"x\" now", "true int float64 string time.Time");
        assertPrints("\"%+q|%#q|%#v\" \"é\" \"a\" \"b\"", "\"\\u00e9\"|`a`|\"b\"");
    }

    @Test
    void whatDoesNotFitIsShown() {
        assertPrints("\"%d\" \"hi\"", "%!d(string=hi)");
        assertPrints("\"%s\" 5", "%!s(int=5)");
        assertPrints("\"%s\" 5.5", "%!s(float64=5.5)");
        assertPrints("\"%d %d\" 1", "1 %!d(MISSING)");
        assertPrints("\"%d\" 1 2 \"x\"", "1%!(EXTRA int=2, string=x)");
        assertPrints("\"x%\"", "x%!(NOVERB)");
        assertPrints("\"100%%\"", "100%");
        assertPrints("\"%z\" 1", "%!z(int=1)");
        assertPrints("\"%d %v\" nil nil", "%!d(<nil>) <nil>");
        assertPrints("\"%[3]d\" 1", "%!d(BADINDEX)");
        assertPrints("\"%t\" 1", "%!t(int=1)");
    }

    @Test
    void compoundValuesArePrintedElementByElement() {
        assertPrints("\"%v %s\" (fromJson `[1,\"a\",null]`) (fromJson `{\"k\":\"v\"}`)", "[1 a <nil>] map[k:v]");
        assertPrints("\"%d\" (fromJson `[\"a\"]`)", "[%!d(string=a)]");
        assertPrints("\"%.1f\" (fromJson `[1,2.25]`)", "[1.0 2.2]");
    }
}
