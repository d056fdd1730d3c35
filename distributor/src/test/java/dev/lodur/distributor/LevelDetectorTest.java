package dev.lodur.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.IngestLimits;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelDetectorTest {
    private static final LevelFields FIELDS = new LevelFields(IngestLimits.DEFAULTS.logLevelFields());
    private static final Pattern BOUNDED_WORD = Pattern.compile(
            "(?:^|(?<=[ \t\n\\[({\"=]))(trace|debug|fatal|critical|error|err|warning|warn|info)(?=$|[ \t\n\\[\\](){}:,!\"=])",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static String level(String line) {
        byte[] bytes = (" x" + line + "}x").getBytes(StandardCharsets.UTF_8);
        return new LevelDetector()
                .find(bytes, 2, bytes.length - 2, FIELDS, 2)
                .name()
                .toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "level=warn x|warn",
                "lvl=error x|error",
                "severity=critical x|critical",
                "level=\"debug\" y|debug",
                "level=information|info",
                "level=INFO|info",
                "level=wrn|warn",
                "level=dbg|debug",
                "level=trc|trace",
                "level=inf|info",
                "LEVEL=ERROR x|error",
                "sEvErItY=fatal|fatal",
                "severity=info level=error|error",
                "level=error severity=info|error",
                "lvl=42 error here|error",
                "level=unknown error|error",
                "level=7|unknown",
                "level=|unknown",
                "loglevel=error|error",
                "log.level=error|error",
                "errors=0|unknown",
                "status=500|unknown",
                "msg=\"an \\\" error\" level=info|info",
                "a=b=c level=debug|debug",
                "novalue level=warn|warn",
                "ts=1 msg=\"not closed level=warn|warn"
            })
    void logfmt(String line, String level) {
        assertThat(level(line)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"level\":\"error\"}|error",
                "{\"severity\":\"WARN\",\"a\":1}|warn",
                "{\"LEVEL\":\"trace\"}|trace",
                "{\"lEvEl\":\"information\"}|unknown",
                "{\"msg\":\"x\",\"level\":30}|unknown",
                "{\"log\":{\"level\":\"fatal\"}}|fatal",
                "{\"a\":{\"b\":{\"level\":\"information\"}}}|unknown",
                "{\"severity\":\"critical\",\"level\":\"error\"}|critical",
                "{\"level\":\"error\",\"severity\":\"critical\"}|error",
                "{\"a\":[{\"level\":\"fatal\"},\"}\"],\"level\":\"debug\"}|debug",
                "{\"a\":{\"b\":{\"c\":\"}\"}},\"level\":\"debug\"}|debug",
                "{\"msg\":\"a \\\" level\\\\\",\"level\":\"debug\"}|debug",
                " {\"log.level\" : \"warn\" } |warn",
                "{\"level\":\"odd\",\"msg\":\"an error\"}|error",
                "{\"level\":null,\"b\":true,\"lvl\":\"info\"}|info",
                "{\"level\":\"error\"|error",
                "{not json level=error|error",
                "{\"level\":\"warn\" broken}|warn",
                "{}|unknown",
                "{|unknown",
                "{\"a\":\"}|unknown",
                "{\"a\\}|unknown"
            })
    void json(String line, String level) {
        assertThat(level(line)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "ERROR something|error",
                "an error occurred|error",
                "WARN: low|warn",
                "warning: low|warn",
                "Info started|info",
                "panic: x|unknown",
                "critical failure|critical",
                "notice this|unknown",
                "[error] x|error",
                "<err> x|unknown",
                "err: x|error",
                "nothing here|unknown",
                "^^|unknown",
                "terror in error|error",
                "\"level\":\"error\"|error",
                "emerg x|unknown",
                "2026 INFO but later error|info",
                "misc:error|unknown",
                "information only|unknown",
                "E1110 10:00:00 klog|unknown",
                "dbug|unknown",
                "warnings|unknown",
                "fatal|fatal",
                "x fatal|fatal",
                "error.log|unknown",
                "trace,debug|trace"
            })
    void words(String line, String level) {
        assertThat(level(line)).isEqualTo(level);
    }

    @Test
    void theWordsOfRandomLinesAreThoseThatAnExpressionFinds() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String[] parts = {
            "error",
            "ERR",
            "Warn",
            "warning",
            "info",
            "debug",
            "trace",
            "fatal",
            "critical",
            " ",
            ":",
            "[",
            "]",
            "(",
            "\"",
            ",",
            "x",
            "e",
            "\t",
            "!",
            ".",
            "é",
            "-"
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            Matcher matcher = BOUNDED_WORD.matcher(text);
            String expected = !matcher.find() ? "UNKNOWN" : normalized(matcher.group(1));

            assertThat(WordLevel.find(bytes, 0, bytes.length).name())
                    .as("seed %d: '%s'", seed, text)
                    .isEqualTo(expected);
        }
    }

    private static String normalized(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "ERR" -> "ERROR";
            case "WARNING" -> "WARN";
            default -> word.toUpperCase(Locale.ROOT);
        };
    }

    @Test
    void noLineMakesTheSearchFailOrLeaveItsRange() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String alphabet = "{}[]\":,\\ =levl\n";
        LevelDetector detector = new LevelDetector();
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = '{';
                bytes[bytes.length - 1] = '}';
            }

            assertThat(detector.find(bytes, 0, bytes.length, FIELDS, 2))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    @Test
    void searchingAllocatesNothing() {
        LevelDetector detector = new LevelDetector();
        byte[] line = "{\"a\":{\"x\":1},\"msg\":\"some text with level words\",\"n\":[1,2,3]}"
                .getBytes(StandardCharsets.UTF_8);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        detector.find(line, 0, line.length, FIELDS, 2);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            detector.find(line, 0, line.length, FIELDS, 2);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
}
