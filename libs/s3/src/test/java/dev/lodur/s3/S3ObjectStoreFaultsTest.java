package dev.lodur.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.PutCondition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ObjectStoreFaultsTest {
    private static final String KEY = "lodur/fake/catalog/2026-11-23.pb";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static S3Server server;
    private static ObjectStore store;

    @BeforeAll
    static void start() {
        server = S3Server.start();
        store = new S3ObjectStore(S3Clients.of(server), server.bucket(), PATIENCE);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void putTheObject() {
        store.put(KEY, body("first"), PutCondition.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError, INTERNAL",
        "501, NotImplemented, INVALID_REQUEST",
        "502, BadGateway, INTERNAL",
        "503, ServiceUnavailable, UNAVAILABLE",
        "503, SlowDown, RATE_LIMITED",
        "429, TooManyRequests, RATE_LIMITED",
        "409, ConditionalRequestConflict, CONFLICT",
        "412, PreconditionFailed, CONFLICT",
        "403, AccessDenied, INTERNAL",
        "401, Unauthorized, INTERNAL",
        "400, RequestTimeout, UNAVAILABLE"
    })
    void anAnswerMeansOneThingWhateverTheRequest(int status, String code, ErrorCode expected) {
        S3Fault fault = new S3Fault.Answer(status, code);
        server.faults().script("PUT", fault);
        server.faults().script("GET", fault, fault, fault);
        server.faults().script("DELETE", fault);

        assertFails(expected, () -> store.put(KEY, body("second"), PutCondition.ALWAYS));
        assertFails(expected, () -> store.get(KEY));
        assertFails(expected, () -> store.getRange(KEY, 1, 2, new byte[2], 0));
        assertFails(expected, () -> store.list("lodur/", ""));
        assertFails(expected, () -> store.delete(KEY));
        assertThat(text(KEY)).isEqualTo("first");
    }

    @Test
    void noRequestIsRepeatedBehindTheStoresBack() {
        int before = server.requests().size();
        server.faults().script("PUT", S3Fault.Answer.FAILED, S3Fault.Answer.FAILED);
        server.faults().script("GET", S3Fault.Answer.TOO_MANY, S3Fault.Answer.TOO_MANY);

        assertFails(ErrorCode.INTERNAL, () -> store.put(KEY, body("second"), PutCondition.ALWAYS));
        assertFails(ErrorCode.RATE_LIMITED, () -> store.get(KEY));

        assertThat(server.requests()).hasSize(before + 2);
        server.faults().next("PUT");
        server.faults().next("GET");
    }

    @Test
    void aLostAnswerToAConditionalPutIsUnknownAndNoConflict() {
        String etag = store.head(KEY).etag();
        int before = server.requests().size();
        server.faults().script("PUT", new S3Fault.LoseAnswer(), new S3Fault.LoseAnswer());

        assertFails(ErrorCode.UNAVAILABLE, () -> store.put(KEY, body("second"), new PutCondition.IfMatch(etag)));
        assertFails(ErrorCode.UNAVAILABLE, () -> store.put(KEY + "2", body("new"), PutCondition.IF_ABSENT));

        assertThat(server.requests()).hasSize(before + 2);
        assertThat(text(KEY)).isEqualTo("second");
        assertThat(text(KEY + "2")).isEqualTo("new");
    }

    @Test
    void aConnectionThatIsCutInTheBodyOfAPutStoresNothing() {
        server.faults().script("PUT", new S3Fault.CutRequest());

        assertFails(
                ErrorCode.UNAVAILABLE,
                () -> store.put(KEY, new ObjectBody.OfBytes(new byte[1 << 20]), PutCondition.ALWAYS));

        assertThat(text(KEY)).isEqualTo("first");
    }

    @Test
    void anAnswerThatIsCutIsNeverTakenForAShorterObject() {
        server.faults().script("GET", new S3Fault.CutAnswer(), new S3Fault.CutAnswer(), new S3Fault.CutAnswer());

        assertFails(ErrorCode.UNAVAILABLE, () -> store.get(KEY));
        assertFails(ErrorCode.UNAVAILABLE, () -> store.getIfChanged(KEY, "\"other\""));
        assertFails(ErrorCode.UNAVAILABLE, () -> store.getRange(KEY, 0, 5, new byte[5], 0));

        assertThat(text(KEY)).isEqualTo("first");
    }

    @Test
    void aSlowServerIsWaitedForAndAHangingOneIsNot() {
        ObjectStore impatient = new S3ObjectStore(S3Clients.of(server), server.bucket(), Duration.ofSeconds(1));
        server.faults().script("GET", new S3Fault.Slow(Duration.ofMillis(50)));
        assertThat(text(KEY)).isEqualTo("first");

        server.faults().script("HEAD", new S3Fault.Slow(Duration.ofSeconds(8)));
        long startNanos = System.nanoTime();
        assertFails(ErrorCode.UNAVAILABLE, () -> inVirtualThread(() -> impatient.head(KEY)));

        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void aServerThatIsAwayIsUnavailableUntilItIsBack() {
        server.faults().setAway(true);
        try {
            assertFails(ErrorCode.UNAVAILABLE, () -> store.put(KEY, body("second"), PutCondition.ALWAYS));
            assertFails(ErrorCode.UNAVAILABLE, () -> store.get(KEY));
            assertFails(ErrorCode.UNAVAILABLE, () -> store.head(KEY));
            assertFails(ErrorCode.UNAVAILABLE, store::nowMillis);
        } finally {
            server.faults().setAway(false);
        }

        assertThat(text(KEY)).isEqualTo("first");
    }

    @Test
    void nobodyListeningIsUnavailable() {
        ObjectStore nowhere =
                new S3ObjectStore(S3Clients.of(URI.create("http://127.0.0.1:1"), "a", "b"), server.bucket(), PATIENCE);

        assertFails(ErrorCode.UNAVAILABLE, () -> nowhere.get(KEY));
    }

    @ParameterizedTest
    @ValueSource(longs = {-7_200, 90_000})
    void theClockIsTheServersAsAreItsObjectsDates(long aheadSeconds) {
        server.faults().setClockSkew(Duration.ofSeconds(aheadSeconds));
        try {
            long expected = System.currentTimeMillis() + aheadSeconds * 1_000;

            assertThat(store.nowMillis()).isCloseTo(expected, within(60_000L));
            assertThat(store.head(KEY).lastModifiedMillis()).isCloseTo(expected, within(60_000L));
            assertThat(store.list(KEY, "").objects().getFirst().lastModifiedMillis())
                    .isCloseTo(expected, within(60_000L));
            assertThat(store.put(KEY, body("second"), PutCondition.ALWAYS).lastModifiedMillis())
                    .isCloseTo(expected, within(60_000L));
        } finally {
            server.faults().setClockSkew(Duration.ZERO);
        }
    }

    @Test
    void aServerThatIgnoresConditionsPutsAllTheSame() {
        server.faults().setIgnoringConditions(true);
        try {
            store.put(KEY, body("second"), new PutCondition.IfMatch("\"wrong\""));
            assertThat(text(KEY)).isEqualTo("second");
            store.put(KEY, body("third"), PutCondition.IF_ABSENT);
            assertThat(text(KEY)).isEqualTo("third");
        } finally {
            server.faults().setIgnoringConditions(false);
        }
    }

    @Test
    void aBucketThatDoesNotExistIsNamedAndNeverTakenForAMissingObject() {
        ObjectStore other = new S3ObjectStore(S3Clients.of(server), "other", PATIENCE);

        List<ThrowingCallable> requests = List.of(
                () -> other.get(KEY),
                () -> other.getIfChanged(KEY, ""),
                () -> other.put(KEY, body("x"), PutCondition.IF_ABSENT),
                () -> other.put(KEY, body("x"), new PutCondition.IfMatch("\"x\"")),
                () -> other.delete(KEY),
                () -> other.list("", ""));

        for (ThrowingCallable request : requests) {
            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(request)
                    .withMessageContaining("bucket 'other' at " + server.uri() + " does not exist")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        }
    }

    @Test
    void aWrongSecretIsSaidWithBucketEndpointAndWhatToCheck() {
        ObjectStore stranger =
                new S3ObjectStore(S3Clients.of(server.uri(), server.accessKeyId(), "wrong"), server.bucket(), PATIENCE);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> stranger.get(KEY))
                .withMessageContaining("bucket 'logs' at " + server.uri() + " refuses to get")
                .withMessageContaining("check secret_access_key")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    @Test
    void aWrongKeyIsSaidToo() {
        ObjectStore stranger =
                new S3ObjectStore(S3Clients.of(server.uri(), "nobody", "wrong"), server.bucket(), PATIENCE);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> stranger.put(KEY, body("x"), PutCondition.ALWAYS))
                .withMessageContaining("check access_key_id");
    }

    @Test
    void aPutIsOnePlainSignedRequest() {
        int before = server.requests().size();

        store.put("lodur/plain", body("hello"), PutCondition.IF_ABSENT);

        assertThat(server.requests()).hasSize(before + 1);
        HttpHead put = server.requests().getLast();
        assertThat(put.target()).isEqualTo("/logs/lodur/plain");
        assertThat(put.header("Content-Length")).contains("5");
        assertThat(put.header("x-amz-content-sha256"))
                .contains("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(put.header("If-None-Match")).contains("*");
        assertThat(put.header("Expect")).isEmpty();
        assertThat(put.header("Authorization").orElseThrow()).contains("/auto/s3/aws4_request");
        assertThat(String.join("\n", put.lines()).toLowerCase(Locale.ROOT))
                .doesNotContain("aws-chunked", "trailer", "x-amz-checksum", "crc", "transfer-encoding");
    }

    @Test
    void unchangedIsToldWithoutTheBytes() {
        String etag = store.head(KEY).etag();

        assertThat(store.getIfChanged(KEY, etag)).isEqualTo(new ConditionalGet.Unchanged());
        assertThat(server.requests().getLast().header("If-None-Match")).contains(etag);
    }

    private static void inVirtualThread(Runnable work) throws Throwable {
        Throwable[] failure = new Throwable[1];
        Thread.startVirtualThread(() -> {
                    try {
                        work.run();
                    } catch (RuntimeException | AssertionError e) {
                        failure[0] = e;
                    }
                })
                .join();
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private static String text(String key) {
        return new String(store.get(key).bytes(), StandardCharsets.UTF_8);
    }

    private static ObjectBody body(String text) {
        return new ObjectBody.OfBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).as(e.text()).isEqualTo(code));
    }
}
