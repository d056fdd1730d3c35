package dev.lodur.engine.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            foo ~ a foo b ~ true
            ^foo ~ a foo ~ false
            a.c ~ abc ~ true
            (?P<n>b+) ~ abbc ~ true
            (?<n>b+) ~ abbc ~ true
            \\bfoo\\b ~ a foo. ~ true
            \\bfoo\\b ~ a food ~ false
            (?i)ERROR ~ an error ~ true
            (?i:k)x ~ \u212ax ~ true
            ^\\p{Han}+$ ~ 日本語 ~ true
            ^[^a]$ ~ é ~ true
            x{3}$ ~ xxx ~ true
            x{3}$ ~ xx ~ false
            a{,2} ~ a{,2} ~ true
            \\Qa.b\\E+ ~ a.bb ~ true
            [[:alpha:]_]+9 ~ ab_9 ~ true
            \\x41\\x{1F389} ~ A🎉 ~ true
            """)
    void matchesAsRe2Does(String pattern, String text, boolean expected) {
        assertThat(Regex.anywhere(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void aDotDoesNotMatchANewlineUnlessAsked() {
        assertThat(Regex.anywhere("with.newlines").matches("line\nwith\nnewlines"))
                .isFalse();
        assertThat(Regex.anywhere("(?s)with.newlines").matches("line\nwith\nnewlines"))
                .isTrue();
        assertThat(Regex.anywhere("^with").matches("line\nwith\nnewlines")).isFalse();
        assertThat(Regex.anywhere("(?m)^with$").matches("line\nwith\nnewlines")).isTrue();
    }

    @Test
    void aWholeExpressionMatchesFromEndToEnd() {
        assertThat(Regex.whole("a|bc").matches("bc")).isTrue();
        assertThat(Regex.whole("a|bc").matches("abc")).isFalse();
        assertThat(Regex.whole("").matches("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "a**", "(", ")", "*a", "\\8", "(?<>a)", "a{1001}", "[b-a]", "\\p{Nonsense}", "(?z)a", "\\"})
    void whatIsNoExpressionIsAnInvalidQuery(String pattern) {
        assertThatThrownBy(() -> Regex.anywhere(pattern)).isInstanceOfSatisfying(LodurException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY);
            assertThat(e.text()).startsWith("error parsing regexp: ");
        });
    }

    @Test
    void theTextOfAnErrorIsRe2s() {
        assertThatThrownBy(() -> Regex.anywhere("[")).hasMessage("error parsing regexp: missing closing ]: `[`");
        assertThatThrownBy(() -> Regex.whole(".*+?"))
                .hasMessage("error parsing regexp: invalid nested repetition operator: `*+?`");
    }

    @Test
    void hugeCountsAreRefused() {
        assertThatThrownBy(() -> Regex.anywhere("((a{100}){100}){100}")).hasMessageContaining("invalid repeat count");
        assertThatThrownBy(() -> Regex.anywhere("(\\pL{500}){2}")).hasMessageContaining("expression too large");
        assertThatThrownBy(() -> Regex.anywhere("(".repeat(5000) + ")".repeat(5000)))
                .hasMessageContaining("expression nests too deeply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a*)*b",
                "(x+x+)+y",
                "(a|aa)+$",
                "(.*)(.*)(.*)(.*)(.*)b",
                "(a|b)*a(a|b){30}c",
                "(?i)(a?){200}a{200}z"
            })
    void hostileExpressionsTakeLinearTime(String pattern) {
        byte[] text = "a".repeat(100_000).concat("x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        Regex regex = Regex.anywhere(pattern);

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> regex.matches(text, 0, text.length));
    }

    @Test
    void statesAreForgottenWhenTheyTakeTooMuchMemory() {
        Regex regex = Regex.anywhere("(a|b)*a(a|b){14}c");
        Pattern re2 = Pattern.compile(regex.pattern());
        RandomGenerator random = random(3);
        for (int round = 0; round < 20; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 5000; i++) {
                text.append(random.nextInt(400) == 0 ? 'c' : random.nextBoolean() ? 'a' : 'b');
            }
            assertThat(regex.matches(text.toString()))
                    .isEqualTo(re2.matcher(text).find());
        }
    }

    @Test
    void agreesWithRe2jOnRandomExpressionsAndTexts() {
        long seconds = Long.getLong("lodur.fuzz.seconds", 4);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (int seed = 0; System.nanoTime() < end; seed++) {
            RandomGenerator random = random(seed);
            String pattern = randomPattern(random, 3);
            Pattern re2;
            try {
                re2 = Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                assertThatThrownBy(() -> Regex.anywhere(pattern), "%s", pattern + " is refused: " + e.getMessage())
                        .isInstanceOf(LodurException.class);
                continue;
            }
            Regex anywhere;
            try {
                anywhere = Regex.anywhere(pattern);
            } catch (LodurException e) {
                // Counts of classes with thousands of characters are the one thing that is bounded more tightly here.
                assertThat(e.text()).as(pattern).endsWith("expression too large");
                continue;
            }
            Regex whole = Regex.whole(pattern);
            for (int i = 0; i < 20; i++) {
                String text = randomText(random);
                boolean expected = re2.matcher(text).find();
                assertThat(anywhere.matches(text))
                        .as("seed %d: %s in %s", seed, pattern, text)
                        .isEqualTo(expected);
                assertThat(whole.matches(text))
                        .as("seed %d: %s is %s", seed, pattern, text)
                        .isEqualTo(re2.matches(text));
                assertLiteralsAreRequired(anywhere.literals(), expected, pattern, text);
            }
        }
    }

    private static void assertLiteralsAreRequired(
            RegexLiterals literals, boolean matches, String pattern, String text) {
        if (literals.alternatives().isEmpty()) {
            return;
        }
        boolean found = literals.alternatives().stream().anyMatch(literal -> {
            String needle = new String(literal.bytes(), StandardCharsets.UTF_8);
            return literal.ignoreCase() ? asciiLower(text).contains(needle) : text.contains(needle);
        });
        if (literals.exact()) {
            assertThat(found).as("%s in %s", pattern, text).isEqualTo(matches);
        } else if (matches) {
            assertThat(found).as("%s in %s", pattern, text).isTrue();
        }
    }

    private static String asciiLower(String text) {
        StringBuilder lower = new StringBuilder();
        for (char c : text.toCharArray()) {
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private static final String[] ATOMS = {
        "a",
        "b",
        "ab",
        "k",
        "S",
        "é",
        "foo",
        ".",
        "\\d",
        "\\w",
        "\\W",
        "\\s",
        "[ab]",
        "[^a]",
        "[a-kS]",
        "[é-ÿ]",
        "^",
        "$",
        "\\b",
        "\\B",
        "(?i)",
        "(?i:K)",
        "(?m)^",
        "(?m)$",
        "(?s).",
        "\\n",
        "\\x41",
        "\\.",
        "[[:upper:]]",
        "\\pL",
        "x{2}",
        "🎉",
        "\\A",
        "\\z",
        "(?i:sé)",
        "-",
        "}",
        "[\\]x]",
        "\\Q.*\\E"
    };

    private static String randomPattern(RandomGenerator random, int depth) {
        StringBuilder pattern = new StringBuilder();
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            if (depth > 0 && random.nextInt(4) == 0) {
                pattern.append(random.nextBoolean() ? "(" : "(?:")
                        .append(randomPattern(random, depth - 1))
                        .append(")");
            } else {
                pattern.append(ATOMS[random.nextInt(ATOMS.length)]);
            }
            switch (random.nextInt(12)) {
                case 0 -> pattern.append("*");
                case 1 -> pattern.append("+");
                case 2 -> pattern.append("?");
                case 3 -> pattern.append("{1,3}");
                case 4 -> pattern.append("*?");
                case 5 -> pattern.append("|");
                default -> {}
            }
        }
        return pattern.toString();
    }

    private static String randomText(RandomGenerator random) {
        String[] pieces = {
            "a", "b", "A", "k", "K", "\u212a", "s", "S", "ſ", "é", "É", "foo", "\n", " ", "_", "1", ".", "x", "🎉", "-",
            "{", ".*"
        };
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10);
        for (int i = 0; i < length; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
