package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonWriter json = new JsonWriter(out);

    private String written() {
        json.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void placesCommasAndColons() {
        json.beginObject()
                .name("a")
                .value(1)
                .name("b")
                .beginArray()
                .value("x")
                .value(true)
                .nullValue();
        json.beginObject().endObject().endArray().name("c").value(0.5).endObject();

        assertThat(written()).isEqualTo("{\"a\":1,\"b\":[\"x\",true,null,{}],\"c\":0.5}");
    }

    @Test
    void escapesWhatMustBeEscaped() {
        json.value("q\" b\\ n\n r\r t\t \u0000\u001b\u007f <&> ž 🐎 \u2028");

        assertThat(written()).isEqualTo("\"q\\\" b\\\\ n\\n r\\r t\\t \\u0000\\u001b\u007f <&> ž 🐎 \u2028\"");
    }

    @Test
    void writesInvalidUtf8AsReplacementCharacters() {
        byte[] bytes = {
            'a', (byte) 0xff, 'b', (byte) 0xc3, (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xf0, (byte) 0x9f
        };
        json.value(bytes, 0, bytes.length);

        assertThat(written()).isEqualTo("\"a\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\"");
    }

    @Test
    void anyStringReadsBackAcrossTheEdgesOfTheBuffer() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder[] texts = new StringBuilder[200];
        json.beginArray();
        for (int i = 0; i < texts.length; i++) {
            texts[i] = randomText(random);
            byte[] utf8 = texts[i].toString().getBytes(StandardCharsets.UTF_8);
            json.value(utf8, 0, utf8.length);
        }
        json.endArray();

        JsonNode node = new ObjectMapper().readTree(written());
        for (int i = 0; i < texts.length; i++) {
            assertThat(node.get(i).asText()).as("seed %d", seed).isEqualTo(texts[i].toString());
        }
    }

    @Test
    void anyBytesBecomeValidJson() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (JsonWriter writer = new JsonWriter(target)) {
                writer.value(bytes, 0, bytes.length);
            }

            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target.toByteArray()))
                    .toString();
            String expected = new String(bytes, StandardCharsets.UTF_8);
            assertThat(mapper.readTree(text).asText().replaceAll("\uFFFD+", "?"))
                    .as("seed %d", seed)
                    .isEqualTo(expected.replaceAll("\uFFFD+", "?"));
        }
    }

    @Test
    void aStreamThatFailsMeansThatTheClientWentAway() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };

        assertThatThrownBy(() -> new JsonWriter(broken).value("x").flush())
                .isInstanceOf(LodurException.class)
                .extracting(failure -> ((LodurException) failure).code())
                .isEqualTo(ErrorCode.CANCELLED);
    }

    private static StringBuilder randomText(Random random) {
        int[] alphabet = {'a', 'b', ' ', '"', '\\', '\n', 1, 'ž', '中', 0x1f40e};
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(50) == 0 ? 100_000 : 1000);
        boolean plain = random.nextBoolean();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(plain ? 'x' : alphabet[random.nextInt(alphabet.length)]);
        }
        return text;
    }

    @ParameterizedTest
    @CsvSource({
        "1794308400000000000,1794308400",
        "1794308400123000000,1794308400.123",
        "1794308400120999999,1794308400.12",
        "1794308400500000000,1794308400.5",
        "-1500000000,-1.5",
        "0,0"
    })
    void writesTimesAsSeconds(long nanos, String text) {
        json.seconds(nanos);

        assertThat(written()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "-1", "1794308400123456789", "-9223372036854775808", "9223372036854775807"})
    void writesWholeNumbers(long number) {
        json.beginArray().value(number).decimalString(number).endArray();

        assertThat(written()).isEqualTo("[" + number + ",\"" + number + "\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "0.5,0.5",
        "-0.0,-0",
        "1e21,1000000000000000000000",
        "1e-7,0.0000001",
        "0.1,0.1",
        "123456789.125,123456789.125",
        "NaN,NaN",
        "Infinity,+Inf",
        "-Infinity,-Inf",
        "2e23,200000000000000000000000",
        "9007199254740993,9007199254740992",
        "0.30000000000000004,0.30000000000000004"
    })
    void formatsSampleValuesAsPrometheusDoes(double value, String text) {
        assertThat(GoNumbers.formatDouble(value)).isEqualTo(text);
    }

    @Test
    void formatsTheSmallestNumberWithOneDigit() {
        assertThat(GoNumbers.formatDouble(Double.MIN_VALUE)).endsWith("0005").hasSize(326);
    }
}
