package dev.lodur.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.LodurException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemplatePropertyTest {
    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{{-",
            "-}}",
            " ",
            " ",
            "\n",
            ".",
            ".a",
            ".b.c",
            "$",
            "$x",
            ":=",
            "=",
            "|",
            "(",
            ")",
            "\"s\"",
            "`r`",
            "'c'",
            "1",
            "-2",
            "1.5",
            "1e9",
            "0x1F",
            "-1",
            "nil",
            "true",
            "if",
            "else",
            "end",
            "range",
            "with",
            "define",
            "template",
            "block",
            "break",
            "continue",
            "\"t\"",
            "/*",
            "*/",
            ",",
            "upper",
            "printf",
            "\"%d %s %v %*d\"",
            "index",
            "slice",
            "len",
            "eq",
            "lt",
            "and",
            "or",
            "not",
            "call",
            "html",
            "js",
            "fromJson",
            "`{\"a\":[1,{}]}`",
            "__line__",
            "__timestamp__",
            "trunc",
            "substr",
            "repeat",
            "add",
            "div",
            "divf",
            "round",
            "date",
            "toDate",
            "\"2006-01-02\"",
            "unixToTime",
            "\"1794304800\"",
            "regexReplaceAll",
            "count",
            "\"(a+)*\"",
            "bytes",
            "duration",
            "alignLeft",
            "b64dec",
            "urldecode",
            "default",
            "int",
            "float64",
            "é",
            "\ud83d\ude00",
            "\ud83d",
            "\\",
            "%");
    private static final TestLine LINE =
            TestLine.of("a", "%zz 12 \ud83d\ude00", "b", "{\"x\":1}").withLine("a=1 é", 1);

    @Test
    void noTextMakesTemplatesThrowAnythingElse() {
        Random random = new Random(7);
        int parsed = 0;
        for (int round = 0; round < 60_000; round++) {
            parsed += run(randomText(random)) ? 1 : 0;
        }
        assertThat(parsed).isPositive();
    }

    @Test
    void noCallMakesFunctionsThrowAnythingElse() {
        Random random = new Random(11);
        List<String> functions = List.of(
                "ToLower",
                "ToUpper",
                "Replace",
                "Trim",
                "TrimLeft",
                "TrimRight",
                "TrimPrefix",
                "TrimSuffix",
                "TrimSpace",
                "regexReplaceAll",
                "regexReplaceAllLiteral",
                "count",
                "urldecode",
                "urlencode",
                "bytes",
                "duration",
                "duration_seconds",
                "unixEpochMillis",
                "unixEpochNanos",
                "toDateInZone",
                "unixToTime",
                "alignLeft",
                "alignRight",
                "__line__",
                "__timestamp__",
                "b64enc",
                "b64dec",
                "lower",
                "upper",
                "title",
                "trunc",
                "substr",
                "contains",
                "hasPrefix",
                "hasSuffix",
                "indent",
                "nindent",
                "replace",
                "repeat",
                "trim",
                "trimAll",
                "trimSuffix",
                "trimPrefix",
                "int",
                "float64",
                "add",
                "sub",
                "mul",
                "div",
                "mod",
                "addf",
                "subf",
                "mulf",
                "divf",
                "max",
                "min",
                "maxf",
                "minf",
                "ceil",
                "floor",
                "round",
                "fromJson",
                "date",
                "toDate",
                "now",
                "unixEpoch",
                "default",
                "and",
                "or",
                "not",
                "eq",
                "ne",
                "lt",
                "le",
                "gt",
                "ge",
                "index",
                "len",
                "print",
                "printf",
                "println",
                "html",
                "js",
                "urlquery",
                "slice",
                "call");
        List<String> arguments = List.of(
                "1",
                "-1",
                "0",
                "9223372036854775807",
                "-9223372036854775808",
                "2.5",
                "1e300",
                "\"\"",
                "\"é😀\"",
                "\"12\"",
                "\"(\"",
                "\"[a-z]*\"",
                "\"%-08.3q%[3]*.[2]*[1]f\"",
                "\"%5T%x%c%U\"",
                "nil",
                "true",
                ".",
                ".a",
                ".b",
                "$",
                "(fromJson `[1,[2],{\"k\":null}]`)",
                "(fromJson `{\"k\":{}}`)",
                "now",
                "__timestamp__",
                "__line__",
                "(index \"x\" 0)",
                "\"2006-01-02T15:04:05Z07:00\"",
                "\"NaN\"",
                "(now.Sub now)",
                "(float64 \"inf\")");
        for (int round = 0; round < 60_000; round++) {
            StringBuilder text = new StringBuilder("{{ ").append(any(random, functions));
            int count = random.nextInt(5);
            for (int i = 0; i < count; i++) {
                text.append(' ').append(any(random, arguments));
            }
            run(text.append(" }}").toString());
        }
    }

    private static <T> T any(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(14);
        boolean action = random.nextBoolean();
        text.append(action ? "{{ " : "");
        for (int i = 0; i < count; i++) {
            text.append(any(random, PIECES)).append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.append(action ? " }}" : "").toString();
    }

    /** Whether the text is a template; what it does then may only fail in the declared way. */
    private static boolean run(String text) {
        try {
            Template template = Template.parse("line", text);
            template.fields();
            template.execute(LINE, new StringBuilder());
            return true;
        } catch (LodurException e) {
            assertThat(e.text()).as(text).startsWith("template: line:");
            return false;
        } catch (TemplateException e) {
            assertThat(e.text()).as(text).startsWith("template: line:");
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("template " + text, e);
        }
    }
}
