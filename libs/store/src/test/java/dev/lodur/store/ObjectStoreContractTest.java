package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.testkit.CrashingFileLayer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} must do. An implementation's test extends this and makes an empty store. */
public abstract class ObjectStoreContractTest {
    private static final String KEY = "lodur/fake/catalog/2026-11-23.pb";

    /** Apart from each other by less than anything that is decided by them. */
    private static final long SECONDS_MILLIS = 30_000;

    private ObjectStore store;

    /** A store without objects; closed after each test. */
    protected abstract ObjectStore emptyStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = emptyStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWasPutIsGot() {
        ObjectInfo put = store.put(KEY, body("hello"), PutCondition.ALWAYS);

        StoredObject got = store.get(KEY);

        assertThat(got.bytes()).isEqualTo(bytes("hello"));
        assertThat(got.etag()).isEqualTo(put.etag());
        assertThat(put.key()).isEqualTo(KEY);
        assertThat(put.sizeBytes()).isEqualTo(5);
    }

    @Test
    void anEmptyObjectIsAnObject() {
        store.put(KEY, body(""), PutCondition.IF_ABSENT);

        assertThat(store.get(KEY).bytes()).isEmpty();
        assertThat(store.head(KEY).sizeBytes()).isZero();
        store.getRange(KEY, 0, 0, new byte[0], 0);
    }

    @Test
    void aFileIsStoredByteForByte() throws Exception {
        CrashingFileLayer files = new CrashingFileLayer();
        byte[] content = new byte[200_001];
        new Random(7).nextBytes(content);
        Path file = Path.of("/body");
        try (AppendFile out = files.create(file)) {
            out.write(content, 0, content.length);
        }

        ObjectInfo put = store.put(KEY, new ObjectBody.OfFile(files, file), PutCondition.IF_ABSENT);

        assertThat(put.sizeBytes()).isEqualTo(content.length);
        assertThat(store.get(KEY).bytes()).isEqualTo(content);
    }

    @Test
    void aPutReplacesTheWholeObjectAndChangesItsETag() {
        String first =
                store.put(KEY, body("a longer text"), PutCondition.ALWAYS).etag();

        String second = store.put(KEY, body("short"), PutCondition.ALWAYS).etag();

        assertThat(second).isNotEqualTo(first);
        assertThat(store.get(KEY).bytes()).isEqualTo(bytes("short"));
    }

    @Test
    void ifAbsentPutsOnceAndThenConflictsWithoutChangingAnything() {
        String etag = store.put(KEY, body("first"), PutCondition.IF_ABSENT).etag();

        assertFails(ErrorCode.CONFLICT, () -> store.put(KEY, body("second"), PutCondition.IF_ABSENT));

        assertThat(store.get(KEY).bytes()).isEqualTo(bytes("first"));
        assertThat(store.head(KEY).etag()).isEqualTo(etag);
    }

    @Test
    void ifMatchPutsOverTheNamedVersionOnly() {
        String first = store.put(KEY, body("first"), PutCondition.IF_ABSENT).etag();
        String second =
                store.put(KEY, body("second"), new PutCondition.IfMatch(first)).etag();

        assertFails(ErrorCode.CONFLICT, () -> store.put(KEY, body("third"), new PutCondition.IfMatch(first)));

        assertThat(store.get(KEY).etag()).isEqualTo(second);
        assertThat(store.get(KEY).bytes()).isEqualTo(bytes("second"));
    }

    @Test
    void ifMatchOnAMissingObjectConflicts() {
        String etag = store.put(KEY, body("first"), PutCondition.IF_ABSENT).etag();
        store.delete(KEY);

        assertFails(ErrorCode.CONFLICT, () -> store.put(KEY, body("second"), new PutCondition.IfMatch(etag)));

        assertFails(ErrorCode.GONE, () -> store.get(KEY));
    }

    @Test
    void aMissingObjectIsGone() {
        assertFails(ErrorCode.GONE, () -> store.get(KEY));
        assertFails(ErrorCode.GONE, () -> store.head(KEY));
        assertFails(ErrorCode.GONE, () -> store.getRange(KEY, 0, 1, new byte[1], 0));
        assertThat(store.getIfChanged(KEY, "etag")).isEqualTo(new ConditionalGet.Missing());
    }

    @Test
    void aFolderOfKeysIsNotAnObject() {
        store.put("a/b/c", body("x"), PutCondition.ALWAYS);

        assertFails(ErrorCode.GONE, () -> store.get("a/b"));
        assertFails(ErrorCode.GONE, () -> store.head("a"));
        store.delete("a/b");
        assertThat(store.get("a/b/c").bytes()).isEqualTo(bytes("x"));
    }

    @Test
    void headTellsSizeETagAndAge() {
        ObjectInfo put = store.put(KEY, body("hello"), PutCondition.ALWAYS);

        ObjectInfo head = store.head(KEY);

        assertThat(head.key()).isEqualTo(KEY);
        assertThat(head.sizeBytes()).isEqualTo(put.sizeBytes());
        assertThat(head.etag()).isEqualTo(put.etag());
        assertThat(head.lastModifiedMillis()).isPositive().isCloseTo(put.lastModifiedMillis(), within(SECONDS_MILLIS));
    }

    @Test
    void theStoresClockIsTheOneThatDatesItsObjects() {
        long before = store.nowMillis();

        long modified = store.put(KEY, body("hello"), PutCondition.ALWAYS).lastModifiedMillis();

        assertThat(modified).isCloseTo(before, within(SECONDS_MILLIS));
        assertThat(store.list("", "").objects().getFirst().lastModifiedMillis())
                .isCloseTo(modified, within(SECONDS_MILLIS));
        assertThat(store.nowMillis()).isCloseTo(modified, within(SECONDS_MILLIS));
        assertThat(store.list("", "").objects()).hasSize(1);
    }

    @Test
    void getIfChangedAnswersOnlyAnotherVersion() {
        String first = store.put(KEY, body("first"), PutCondition.ALWAYS).etag();
        assertThat(store.getIfChanged(KEY, first)).isEqualTo(new ConditionalGet.Unchanged());

        String second = store.put(KEY, body("second"), PutCondition.ALWAYS).etag();

        assertThat(store.getIfChanged(KEY, first)).isInstanceOfSatisfying(ConditionalGet.Changed.class, changed -> {
            assertThat(changed.bytes()).isEqualTo(bytes("second"));
            assertThat(changed.etag()).isEqualTo(second);
        });
    }

    @Test
    void aRangeFillsItsPartOfTheArrayOnly() {
        store.put(KEY, body("0123456789"), PutCondition.ALWAYS);
        byte[] into = bytes("--------");

        store.getRange(KEY, 3, 4, into, 2);

        assertThat(new String(into, StandardCharsets.UTF_8)).isEqualTo("--3456--");
    }

    @Test
    void aRangeToTheLastByteIsGotAndOneBeyondIsCorrupt() {
        store.put(KEY, body("0123456789"), PutCondition.ALWAYS);
        byte[] into = new byte[10];

        store.getRange(KEY, 0, 10, into, 0);

        assertThat(into).isEqualTo(bytes("0123456789"));
        assertFails(ErrorCode.CORRUPT, () -> store.getRange(KEY, 1, 10, into, 0));
        assertFails(ErrorCode.CORRUPT, () -> store.getRange(KEY, 11, 0, into, 0));
        assertFails(ErrorCode.CORRUPT, () -> store.getRange(KEY, Long.MAX_VALUE, 1, into, 0));
    }

    @Test
    void deletingRemovesAndDeletingAgainIsFine() {
        store.put(KEY, body("x"), PutCondition.ALWAYS);

        store.delete(KEY);
        store.delete(KEY);

        assertFails(ErrorCode.GONE, () -> store.get(KEY));
        store.put(KEY, body("y"), PutCondition.IF_ABSENT);
        assertThat(store.get(KEY).bytes()).isEqualTo(bytes("y"));
    }

    @Test
    void aListingHasTheKeysWithThePrefixInTheOrderOfTheirBytes() {
        for (String key : List.of("p/a/2", "p/a-b/1", "p/a/10", "p/a.c", "q/a/1", "p/B", "p/ab", "pp")) {
            store.put(key, body("12"), PutCondition.ALWAYS);
        }

        assertThat(keys(store.list("p/", ""))).containsExactly("p/B", "p/a-b/1", "p/a.c", "p/a/10", "p/a/2", "p/ab");
        assertThat(keys(store.list("p/a", "p/a-b/1"))).containsExactly("p/a.c", "p/a/10", "p/a/2", "p/ab");
        assertThat(keys(store.list("p/a/1", ""))).containsExactly("p/a/10");
        assertThat(keys(store.list("nothing", ""))).isEmpty();
        assertThat(keys(store.list("", "p/ab"))).containsExactly("pp", "q/a/1");
        assertThat(store.list("p/B", "").objects().getFirst().sizeBytes()).isEqualTo(2);
    }

    @Test
    void aLongListingComesInPages() {
        int count = ObjectPage.OBJECTS_MAX + 3;
        for (int i = 0; i < count; i++) {
            store.put("list/%02d/%06d".formatted(i % 7, i), body(""), PutCondition.ALWAYS);
        }

        List<String> all = new ArrayList<>();
        ObjectPage page = store.list("list/", "");
        all.addAll(keys(page));
        while (!page.last()) {
            assertThat(page.objects()).hasSize(ObjectPage.OBJECTS_MAX);
            page = store.list("list/", all.getLast());
            all.addAll(keys(page));
        }

        assertThat(all).hasSize(count).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "a b", "ä", "a\u0000b", ".lodur/tmp/1"})
    void aKeyThatCouldLeaveTheStoreIsRefused(String key) {
        assertFails(ErrorCode.INVALID_REQUEST, () -> store.put(key, body("x"), PutCondition.ALWAYS));
        assertFails(ErrorCode.INVALID_REQUEST, () -> store.get(key));
        assertFails(ErrorCode.INVALID_REQUEST, () -> store.getIfChanged(key, "etag"));
        assertFails(ErrorCode.INVALID_REQUEST, () -> store.getRange(key, 0, 0, new byte[0], 0));
        assertFails(ErrorCode.INVALID_REQUEST, () -> store.head(key));
        assertFails(ErrorCode.INVALID_REQUEST, () -> store.delete(key));
    }

    @Test
    void ofManyPutsIfAbsentOneSucceeds() throws Exception {
        List<Boolean> succeeded = together(8, i -> succeeds(body("from " + i), PutCondition.IF_ABSENT));

        assertThat(succeeded).containsOnlyOnce(true);
    }

    @Test
    void countingUpByCompareAndSwapLosesNothing() throws Exception {
        store.put(KEY, body("0"), PutCondition.ALWAYS);

        together(4, i -> {
            for (int n = 0; n < 10; n++) {
                incrementOnce();
            }
            return true;
        });

        assertThat(store.get(KEY).bytes()).isEqualTo(bytes("40"));
    }

    private void incrementOnce() {
        boolean done = false;
        while (!done) {
            StoredObject now = store.get(KEY);
            int next = Integer.parseInt(new String(now.bytes(), StandardCharsets.UTF_8)) + 1;
            done = succeeds(body(Integer.toString(next)), new PutCondition.IfMatch(now.etag()));
        }
    }

    @Test
    void aReaderNeverSeesAPartOfAnObject() throws Exception {
        byte[] ones = new byte[100_000];
        byte[] twos = new byte[70_000];
        Arrays.fill(ones, (byte) 1);
        Arrays.fill(twos, (byte) 2);
        store.put(KEY, new ObjectBody.OfBytes(ones), PutCondition.ALWAYS);

        together(3, i -> {
            for (int n = 0; n < 30; n++) {
                if (i == 0) {
                    store.put(KEY, new ObjectBody.OfBytes(n % 2 == 0 ? twos : ones), PutCondition.ALWAYS);
                } else {
                    assertThat(store.get(KEY).bytes()).isIn(ones, twos);
                }
            }
            return true;
        });
    }

    @Test
    void aClosedStoreIsUnavailable() {
        store.close();

        assertFails(ErrorCode.UNAVAILABLE, () -> store.get(KEY));
        assertFails(ErrorCode.UNAVAILABLE, () -> store.list("", ""));
        assertFails(ErrorCode.UNAVAILABLE, store::nowMillis);
        assertFails(ErrorCode.UNAVAILABLE, () -> store.put(KEY, body("x"), PutCondition.ALWAYS));
    }

    private boolean succeeds(ObjectBody body, PutCondition condition) {
        try {
            store.put(KEY, body, condition);
            return true;
        } catch (LodurException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
            return false;
        }
    }

    private interface Work {
        Boolean run(int number) throws Exception;
    }

    private static List<Boolean> together(int count, Work work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                tasks.add(() -> work.run(number));
            }
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static List<String> keys(ObjectPage page) {
        return page.objects().stream().map(ListedObject::key).toList();
    }

    private static ObjectBody body(String text) {
        return new ObjectBody.OfBytes(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
