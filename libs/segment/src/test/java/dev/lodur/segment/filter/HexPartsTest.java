package dev.lodur.segment.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HexPartsTest {
    @Test
    void eachPieceOfARunHasNoPartThatTheRunLacksAndOneAtLeast() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            String run = hex(random, HexParts.RUN_MIN + random.nextInt(60), 1 + random.nextInt(16));
            Set<Long> ofRun = new HashSet<>(parts(run));
            for (int from = 0; from + HexParts.RUN_MIN <= run.length(); from++) {
                int to = from + HexParts.RUN_MIN + random.nextInt(run.length() - from - HexParts.RUN_MIN + 1);
                List<Long> ofPiece = parts(run.substring(from, to));
                assertThat(ofPiece).as("%s in %s", run.substring(from, to), run).isNotEmpty();
                assertThat(ofRun).containsAll(ofPiece);
                assertThat(ofPiece).contains(first(run, from));
            }
        }
    }

    @Test
    void theShortestRunHasOnePartAndAnIdOf32DigitsAboutFive() {
        Random random = new Random(4);
        int parts = 0;
        for (int round = 0; round < 1000; round++) {
            assertThat(parts(hex(random, HexParts.RUN_MIN, 16))).hasSize(1);
            parts += parts(hex(random, 32, 16)).size();
        }
        assertThat(parts).isBetween(3_000, 5_000);
    }

    @Test
    void lettersOfEitherCaseAreTheSame() {
        assertThat(parts("00112233445566778899AABBCCDDEEFF")).isEqualTo(parts("00112233445566778899aabbccddeeff"));
    }

    private static List<Long> parts(String run) {
        byte[] bytes = (" " + run).getBytes(StandardCharsets.US_ASCII);
        List<Long> parts = new ArrayList<>();
        HexParts.forEach(bytes, 1, run.length(), parts::add);
        return parts;
    }

    private static long first(String run, int from) {
        return HexParts.first(run.getBytes(StandardCharsets.US_ASCII), from);
    }

    private static String hex(Random random, int length, int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(Character.forDigit(random.nextInt(digits), 16));
        }
        return hex.toString();
    }
}
