package dev.lodur.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Changed bodies of every kind: each is taken or refused with a 4xx. Runs for {@code -Dlodur.fuzz.seconds}, 2 else. */
class PushFuzzTest {
    private static final Map<String, PushKind> KINDS = Map.of(
            "/loki/api/v1/push", PushKind.PUSH,
            "/api/prom/push", PushKind.LEGACY_PUSH,
            "/otlp/v1/logs", PushKind.OTLP);
    private static final byte[][] TOKENS = {
        "\"".getBytes(),
        "{".getBytes(),
        "}".getBytes(),
        "[".getBytes(),
        "]".getBytes(),
        ",".getBytes(),
        "null".getBytes(),
        "-1".getBytes(),
        "1e999".getBytes(),
        "\\u".getBytes(),
        "\\ud800".getBytes(),
        ":".getBytes(),
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
        {0},
        {(byte) 0x80},
        {0x0a, 0x7f}
    };

    @Test
    void nothingButA4xxComesOfAnyBody() throws IOException {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Seed> seeds = seeds();
        DistributorFixture fixture = new DistributorFixture();
        long seconds = Long.getLong("lodur.fuzz.seconds", 2);
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        for (int round = 0; System.nanoTime() < until; round++) {
            if (round % 1000 == 0) {
                fixture = new DistributorFixture();
            }
            Seed chosen = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = chosen.compress(mutate(chosen.raw(), random));
            if (random.nextInt(10) == 0) {
                bytes = mutate(bytes, random);
            }
            PushBody body = new PushBody(chosen.kind(), chosen.contentType(), chosen.contentEncoding(), bytes);
            try {
                fixture.push(body);
            } catch (LodurException e) {
                assertThat(e.code().httpStatus() / 100)
                        .as("seed %d round %d: %s", seed, round, e.text())
                        .isEqualTo(4);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + seed + " round " + round + " " + chosen.kind() + " "
                                + java.util.HexFormat.of().formatHex(bytes),
                        e);
            }
        }
    }

    /** A body as it is before compression, so that changes reach the decoders. */
    private record Seed(PushKind kind, String contentType, String contentEncoding, boolean snappy, byte[] raw) {
        byte[] compress(byte[] changed) {
            byte[] body = snappy ? Bodies.compress(changed, "snappy") : changed;
            return contentEncoding.isEmpty() ? body : Bodies.compress(body, contentEncoding);
        }
    }

    private static List<Seed> seeds() throws IOException {
        List<Seed> seeds = new ArrayList<>();
        try (InputStream in = PushFuzzTest.class.getResourceAsStream("/push-cases.json")) {
            for (JsonNode one : new ObjectMapper().readTree(in)) {
                for (JsonNode step : one.get("steps")) {
                    addSeed(seeds, step);
                }
            }
        }
        assertThat(seeds).hasSizeGreaterThan(80);
        return seeds;
    }

    private static void addSeed(List<Seed> seeds, JsonNode step) {
        if (step.get("body").toString().contains("@@REPEAT")) {
            return;
        }
        String compress = step.get("body").path("compress").asText("");
        String encoding = compress.equals("gzip") || compress.equals("deflate") ? compress : "";
        JsonNode plain = ((com.fasterxml.jackson.databind.node.ObjectNode)
                        step.get("body").deepCopy())
                .put("compress", "");
        seeds.add(new Seed(
                KINDS.get(step.get("path").asText()),
                step.get("headers").path("Content-Type").asText(""),
                encoding,
                compress.equals("snappy"),
                Bodies.encode(plain)));
    }

    private static byte[] mutate(byte[] bytes, RandomGenerator random) {
        byte[] changed = bytes.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && changed.length > 0; n--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(5)) {
                case 0 -> changed[at] = (byte) random.nextInt();
                case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> changed = splice(changed, at, at, TOKENS[random.nextInt(TOKENS.length)]);
                case 3 -> changed = splice(changed, at, Math.min(changed.length, at + random.nextInt(20)), new byte[0]);
                default -> {
                    int from = random.nextInt(changed.length);
                    int to = Math.min(changed.length, from + random.nextInt(60));
                    changed = splice(changed, at, at, Arrays.copyOfRange(changed, from, to));
                }
            }
        }
        return changed;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] insert) {
        byte[] out = new byte[bytes.length - (to - from) + insert.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(insert, 0, out, from, insert.length);
        System.arraycopy(bytes, to, out, from + insert.length, bytes.length - to);
        return out;
    }
}
