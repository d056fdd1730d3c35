package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecolorizeStepTest {
    private final DecolorizeStep step = new DecolorizeStep();

    private String plain(byte[] line) {
        Row row = TestRows.row(ParserHints.ALL, line);
        assertThat(step.apply(row)).isTrue();
        return row.lineText();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "no colours, no colours",
                "`\u001b[31mERROR\u001b[0m disk`, ERROR disk",
                "`\u001b[1;38;5;208mx\u001b[mčy\u001b[K`, xčy",
                "\u009b32mgreen\u009b0m, green",
                "`\u001b]0;title\u0007x`, x",
                "`\u001b[31m`, ``",
                "a\u001b, a\u001b",
                "``, ``",
            })
    void sequencesAreTakenOut(String line, String expected) {
        assertThat(plain(TestRows.utf8(line))).isEqualTo(expected);
    }

    @Test
    void aLineWithoutEscapesIsNotCopied() {
        Row row = TestRows.row("čplain");
        byte[] before = row.line();

        step.apply(row);

        assertThat(row.line()).isSameAs(before);
    }

    @Test
    void noLineMakesItFail() {
        RandomGenerator random = TestRows.random(14);
        for (int round = 0; round < 20_000; round++) {
            byte[] line = TestRows.noise(random, 30);
            for (int i = 0; i < line.length; i++) {
                line[i] = random.nextInt(4) == 0
                        ? TestRows.pick(random, List.of((byte) 0x1b, (byte) '[', (byte) 'm'))
                        : line[i];
            }
            plain(line);
        }
    }
}
