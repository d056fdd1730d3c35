package dev.lodur.distributor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.lokiapi.push.PairBuffer;
import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushDecoder;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.lokiapi.push.PushVisitor;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BodyAdmissionTest {
    private static final int MIB = 1 << 20;
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    private final MemoryBudget sent = new MemoryBudget("request bodies", 4 * MIB);
    private final MemoryBudget decoded = new MemoryBudget("decompressed request bodies", 32 * MIB);
    private final List<PushBody> bodies = new ArrayList<>();

    @Test
    void memoryIsReservedWhileTheBodyIsHandledAndGivenBackThen() {
        BodyAdmission admission = admission(Duration.ofSeconds(1));
        admission.admit(PushKind.PUSH, JSON, "", stream(new byte[100_000]), 100_000, body -> {
            assertThat(sent.usedBytes()).isBetween(100_000L, 102_400L);
            assertThat(decoded.usedBytes()).isBetween(200_000L, 204_800L);
        });
        assertNothingIsHeld();

        assertThatThrownBy(() -> admission.admit(PushKind.PUSH, JSON, "", stream(new byte[10]), 10, body -> {
                    throw new IllegalStateException("defect");
                }))
                .hasMessage("defect");
        assertNothingIsHeld();
    }

    @Test
    void aSnappyHeaderThatSaysFourGibibytesIsRefusedAndNothingIsReserved() {
        byte[] body = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0, 0, 0};

        assertTooLarge(
                () -> admit(PROTOBUF, "", body, body.length),
                "request body too large: 4294967295 bytes decompressed, limit: 16777216 bytes");
        assertNothingIsHeld();
    }

    @Test
    void aSnappyHeaderThatEndsNowhereIsLeftToTheDecoder() {
        byte[] body = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};

        admit(PROTOBUF, "", body, body.length);

        assertThat(bodies)
                .singleElement()
                .extracting(PushBody::decompressedBytesMax)
                .isEqualTo(6L);
    }

    @Test
    void aGzipBombIsDecodedWithinTheLimitAndRefused() throws IOException {
        byte[] bomb = gzip(64 * MIB);
        PushDecoder decoder = new PushDecoder(16 * MIB, () -> 0);

        assertTooLarge(
                () -> admission(Duration.ofSeconds(1))
                        .admit(PushKind.PUSH, JSON, "gzip", stream(bomb), bomb.length, body -> {
                            bodies.add(body);
                            assertThat(decoded.usedBytes()).isEqualTo(2 * body.decompressedBytesMax());
                            decoder.decode(body, new NoStreams());
                        }),
                "more than 16777216 bytes");
        assertThat(bodies).extracting(PushBody::decompressedBytesMax).containsExactly(16L * MIB);
        assertNothingIsHeld();
    }

    @Test
    void aBodyThatBecomesMoreThanWasGuessedIsDecodedWithAllTheRoomThereIs() {
        byte[] body = new byte[1000];
        admission(Duration.ofSeconds(1)).admit(PushKind.PUSH, JSON, "gzip", stream(body), body.length, given -> {
            bodies.add(given);
            if (given.decompressedBytesMax() < 2 * MIB) {
                throw new LodurException(ErrorCode.BODY_TOO_LARGE, "too large");
            }
        });

        assertThat(bodies).extracting(PushBody::decompressedBytesMax).containsExactly(1L * MIB, 16L * MIB);
    }

    @Test
    void aBodyOfUnknownLengthTakesOnlyTheRoomThatItNeeds() {
        admission(Duration.ofSeconds(1)).admit(PushKind.PUSH, JSON, "", stream(new byte[1000]), -1, body -> {
            assertThat(body.bytes()).hasSize(1000);
            assertThat(sent.usedBytes()).isEqualTo(64 << 10);
        });
        assertNothingIsHeld();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithTheEffectiveLimit() {
        assertTooLarge(
                () -> admit(JSON, "", new byte[0], 3 * MIB),
                "request body too large: 3145728 bytes, limit: 2097152 bytes (a part of this process's memory,"
                        + " which is less than distributor.max_recv_msg_size)");
        assertTooLarge(
                () -> new BodyAdmission(sent, decoded, 1000, MIB, Duration.ZERO)
                        .admit(PushKind.PUSH, JSON, "", stream(new byte[2000]), -1, bodies::add),
                "limit: 1000 bytes (distributor.max_recv_msg_size)");
        assertTooLarge(
                () -> new BodyAdmission(sent, decoded, MIB, 1000, Duration.ZERO)
                        .admit(PushKind.PUSH, JSON, "", stream(new byte[2000]), 2000, bodies::add),
                "2000 bytes decompressed, limit: 1000 bytes (distributor.max_decompressed_size)");
        assertNothingIsHeld();
    }

    @Test
    void aBodyWaitsForRoomAndIsRefusedWith503WhereItWaitsTooLong() {
        try (MemoryBudget.Reservation all = sent.reserve(4 * MIB, Duration.ZERO)) {
            assertThatThrownBy(() -> admission(Duration.ofMillis(1))
                            .admit(PushKind.PUSH, JSON, "", stream(new byte[1000]), 1000, bodies::add))
                    .isInstanceOfSatisfying(LodurException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                        assertThat(e.code().httpStatus()).isEqualTo(503);
                        assertThat(e.text()).contains("the memory for request bodies is in use");
                    });
        }
        assertNothingIsHeld();
    }

    @Test
    void aBodyThatWaitsForRoomIsTakenWhenThereIsSome() throws InterruptedException {
        MemoryBudget.Reservation all = decoded.reserve(32 * MIB, Duration.ZERO);
        Thread waiting = Thread.ofVirtual()
                .start(() -> admission(Duration.ofSeconds(20))
                        .admit(PushKind.PUSH, JSON, "", stream(new byte[1000]), 1000, bodies::add));
        while (sent.usedBytes() == 0) {
            Thread.onSpinWait();
        }
        all.close();
        waiting.join();

        assertThat(bodies).hasSize(1);
        assertNothingIsHeld();
    }

    @Test
    void manyLargeBodiesAtOnceAllGetDone() throws InterruptedException {
        BodyAdmission admission = admission(Duration.ofSeconds(20));
        CountDownLatch done = new CountDownLatch(16);
        Consumer<PushBody> counting = body -> done.countDown();
        for (int i = 0; i < 16; i++) {
            Thread.ofVirtual()
                    .start(() ->
                            admission.admit(PushKind.PUSH, JSON, "", stream(new byte[2 * MIB]), 2 * MIB, counting));
        }
        done.await();
    }

    private BodyAdmission admission(Duration patience) {
        return new BodyAdmission(sent, decoded, 100 * MIB, 5000L * MIB, patience);
    }

    private void admit(String contentType, String contentEncoding, byte[] body, long announcedBytes) {
        admission(Duration.ofSeconds(1))
                .admit(PushKind.PUSH, contentType, contentEncoding, stream(body), announcedBytes, bodies::add);
    }

    private static InputStream stream(byte[] body) {
        return new ByteArrayInputStream(body);
    }

    private static byte[] gzip(int zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(new byte[zeros]);
        }
        return out.toByteArray();
    }

    private static void assertTooLarge(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LodurException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
            assertThat(e.text()).contains(text);
        });
    }

    /** Sees nothing, because nothing decodes. */
    private static final class NoStreams implements PushVisitor {
        @Override
        public void begin(int bodyBytes) {}

        @Override
        public void beginStream(byte[] bytes, int offset, int length) {}

        @Override
        public void entry(long timestampNanos, byte[] bytes, int offset, int length, PairBuffer metadata) {}

        @Override
        public void endStream() {}
    }

    private void assertNothingIsHeld() {
        assertThat(sent.usedBytes()).isZero();
        assertThat(decoded.usedBytes()).isZero();
    }
}
