package dev.lodur.engine;

import java.util.List;
import java.util.random.RandomGenerator;

/** Pipelines as text. */
final class RandomStages {
    static final List<String> LABELS = List.of(
            "level",
            "status",
            "took",
            "size",
            "app",
            "msg",
            "a",
            "b",
            "n",
            "a_b",
            "_1x",
            "user_id",
            "trace",
            "ip",
            "env",
            "detected_level",
            "app_extracted",
            "env_extracted",
            "took_extracted",
            "a_took",
            "method",
            "missing",
            "__error__");

    private static final List<String> REGEXPS = List.of(
            "err.*",
            ".*o",
            ".*rr.*",
            "info",
            "a|b",
            "err|info",
            "[a-z]+",
            "4..",
            ".+",
            ".*",
            "(?i)ERROR",
            "",
            "\\\\d+",
            "a?");
    private static final List<String> LINES = List.of(
            "error", "a", "", "GET", "disk", "level=", "\\\"a\\\"", "10.0", " ", "ä", "ERROR disk", "status", "1");

    private final RandomGenerator random;
    private final String parser;

    /** @param parser a stage that fits the lines, to be used more often than the others */
    RandomStages(RandomGenerator random, String parser) {
        this.random = random;
        this.parser = parser;
    }

    String selector() {
        return pick(List.of(
                "{app=~\".+\"}",
                "{app=~\".+\"}",
                "{app=\"web\"}",
                "{app=~\"w.*|db\", env!=\"dev\"}",
                "{app!=\"db\", app=~\".+\"}",
                "{env=\"\", app=~\".+\"}",
                "{app=~\".+\", level!~\"in.*\"}"));
    }

    /** Nothing to five stages. */
    String stages() {
        return stages(random.nextInt(6));
    }

    String stages(int count) {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (int i = 0; i < count; i++) {
            String stage = stage();
            // Behind a label of drop or keep a line filter would be taken for a condition on it.
            boolean condition = last.matches("\\| (drop|keep).*") && stage.startsWith("!");
            last = condition ? "| decolorize" : stage;
            text.append(' ').append(last);
        }
        return text.toString();
    }

    private String stage() {
        return switch (random.nextInt(23)) {
            case 0, 1 -> lineFilter();
            case 2, 3, 4, 5 -> "| " + labelFilter(0);
            case 6, 7 -> "| json";
            case 8 ->
                "| json "
                        + extractions(List.of(
                                "a",
                                "a.b",
                                "b[0]",
                                "a[0].b",
                                "[\\\"a b\\\"]",
                                "level",
                                "took",
                                "n",
                                "a.took",
                                "b[1].b[0]",
                                "size",
                                "a.a"));
            case 9, 10 -> "| logfmt" + flags();
            case 11 ->
                "| logfmt" + flags() + " "
                        + extractions(List.of("a", "took", "level", "n", "\\\"user.id\\\"", "app", "size"));
            case 12 ->
                "| regexp "
                        + quoted(List.of(
                                "(?P<method>[A-Z]+) (?P<a>/\\\\S*)",
                                "level=(?P<level>\\\\w+)",
                                "(?P<ip>\\\\d+\\\\.\\\\d+)|(?P<b>x)",
                                "(?P<app>a)(?P<n>\\\\d)?",
                                "(?P<took>\\\\d+)$"));
            case 13 ->
                "| pattern "
                        + quoted(List.of(
                                "<ip> - <user_id> [<_>] \\\"<method> <a> <_>\\\" <status> <size>",
                                "<level> <_>",
                                "a<b>",
                                "<_>=<n> <msg>",
                                "<app>:<env>"));
            case 14 -> "| unpack";
            case 15 -> "| line_format " + template();
            case 16 -> "| label_format " + targets();
            case 17 -> "| decolorize";
            case 18 -> "| drop " + choices();
            case 19 -> "| keep " + choices();
            default -> parser;
        };
    }

    private String lineFilter() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "|= " + quoted(LINES) + (random.nextInt(3) == 0 ? " or " + quoted(LINES) : "");
            case 3 -> "!= " + quoted(LINES) + (random.nextInt(3) == 0 ? " or " + quoted(LINES) : "");
            case 4, 5 -> "|~ " + regexp() + (random.nextInt(3) == 0 ? " or " + regexp() : "");
            case 6 -> "!~ " + regexp();
            case 7 -> "|> " + pattern();
            case 8 -> "!> " + pattern();
            default -> pick(List.of("|=", "!=")) + " ip(" + addresses() + ")";
        };
    }

    private String regexp() {
        return quoted(List.of(
                "err",
                "a.*b",
                "^\\\\S+ ",
                "[0-9]+",
                "(?i)error",
                "x|disk",
                "\\\\.0",
                "}$",
                "a.b",
                "",
                ".*",
                "GET|POST",
                "\\\"level\\\":\\\"",
                "e{1,2}r*o"));
    }

    private String pattern() {
        return quoted(List.of("<_>error<_>", "a<_>", "<_>", "", "<_> disk", "{<_>}", "err", "<_>=<_> <_>", "<_>a<_>"));
    }

    private String addresses() {
        return quoted(List.of("10.0.0.0/8", "10.0.0.7", "192.168.1.1-192.168.1.20", "10.0.0.7/32"));
    }

    String labelFilter(int depth) {
        if (depth < 2 && random.nextInt(4) == 0) {
            String operator = pick(List.of(" and ", " or ", ", ", " "));
            String text = labelFilter(depth + 1) + operator + labelFilter(depth + 1);
            return random.nextBoolean() ? "(" + text + ")" : text;
        }
        String comparison = pick(List.of(">", ">=", "<", "<=", "==", "!="));
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                label() + pick(List.of("=", "!=")) + quoted(List.of("", "info", "web", "a", "prod", "err", "true"));
            case 2, 3 -> label() + pick(List.of("=~", "!~")) + quoted(REGEXPS);
            case 4, 5 -> value() + comparison + pick(List.of("1", "2.5", "200", "0", "-1", "400"));
            case 6 -> value() + comparison + pick(List.of("1s", "100ms", "2s", "0s"));
            case 7 -> value() + comparison + pick(List.of("1KB", "10B", "1.5MB", "2KiB", "1234B"));
            default -> pick(List.of("ip", "a", "msg")) + pick(List.of("=", "!=")) + "ip(" + addresses() + ")";
        };
    }

    private String flags() {
        return pick(List.of("", "", " --strict", " --keep-empty", " --strict --keep-empty"));
    }

    private String extractions(List<String> paths) {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(pick(List.of("a", "b", "took", "app", "n", "level", "x")));
            text.append("=").append(quoted(paths));
        }
        return text.toString();
    }

    private String template() {
        return quoted(List.of(
                "{{.msg}}",
                "{{.level}} {{.a}}",
                "{{.missing}}",
                "x={{.took}} {{ __line__ }}",
                "{{.__error__}}",
                "{{ .a }}!",
                "{{ ToUpper .level }}",
                "{{ if eq .level `info` }}I{{ else }}{{ .status }}{{ end }}",
                "{{ div 1 .n }}",
                "{{ index .a 3 }}",
                "level={{.level}} took={{.took}}",
                "{{ trunc 3 .msg }}",
                "{{ range $k, $v := . }}{{$k}},{{end}}",
                "{{ fromJson .msg }}",
                "{{ __timestamp__ | unixEpoch }}",
                "{\\\"a\\\":\\\"{{.b}}\\\"}"));
    }

    private String targets() {
        StringBuilder text = new StringBuilder();
        List<String> labels = List.of("took", "level", "x", "app", "n", "a");
        int first = random.nextInt(labels.size());
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(labels.get((first + i) % labels.size()))
                    .append('=');
            text.append(random.nextBoolean() ? label() : template());
        }
        return text.toString();
    }

    private String choices() {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String label = pick(
                    List.of("level", "app", "took", "env", "a", "__error__", "__error_details__", "n", "trace", "b"));
            text.append(i == 0 ? "" : ", ").append(label);
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> "=" + quoted(List.of("info", "web", ""));
                        case 1 -> "=~" + quoted(REGEXPS);
                        case 2 -> "!=\"web\"";
                        default -> "";
                    });
        }
        return text.toString();
    }

    String label() {
        return pick(LABELS);
    }

    private String value() {
        return pick(List.of("took", "size", "status", "n", "a", "level", "missing", "b", "took_extracted"));
    }

    String quoted(List<String> texts) {
        return '"' + pick(texts) + '"';
    }

    <T> T pick(List<T> choices) {
        return TestBlocks.pick(random, choices);
    }
}
