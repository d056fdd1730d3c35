package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.DiskFileLayer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ObjectStoreContractTest {
    @TempDir
    private Path folder;

    @Override
    protected ObjectStore emptyStore() {
        return FolderObjectStore.open(new DiskFileLayer(), folder.resolve("bucket"));
    }

    @Test
    void anObjectIsAFileUnderItsKeyAndIsThereAfterReopening() throws Exception {
        Path bucket = folder.resolve("other");
        String etag;
        try (ObjectStore store = FolderObjectStore.open(new DiskFileLayer(), bucket)) {
            etag = store.put("a/b.parquet", text("hello"), PutCondition.ALWAYS).etag();
        }

        assertThat(bucket.resolve("a/b.parquet")).hasContent("hello");
        try (ObjectStore store = FolderObjectStore.open(new DiskFileLayer(), bucket)) {
            assertThat(store.getIfChanged("a/b.parquet", etag)).isEqualTo(new ConditionalGet.Unchanged());
            store.put("a/b.parquet", text("again"), new PutCondition.IfMatch(etag));
        }
    }

    @Test
    void leftoversOfACrashAreRemovedAtOpen() throws Exception {
        Path bucket = folder.resolve("other");
        Path leftover = Files.createDirectories(bucket.resolve(".lodur/tmp")).resolve("17");
        Files.writeString(leftover, "half an obj");

        try (ObjectStore store = FolderObjectStore.open(new DiskFileLayer(), bucket)) {
            assertThat(leftover).doesNotExist();
            assertThat(store.list("", "").objects()).isEmpty();
        }
    }

    @Test
    void aFolderIsOpenedOnceAtATime() {
        Path bucket = folder.resolve("other");
        try (ObjectStore store = FolderObjectStore.open(new DiskFileLayer(), bucket)) {
            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(() -> FolderObjectStore.open(new DiskFileLayer(), bucket))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(store.list("", "").objects()).isEmpty();
        }
    }

    @Test
    void beItInUseAFolderIsReadByOthersButNotChanged() {
        Path bucket = folder.resolve("other");
        try (ObjectStore owner = FolderObjectStore.open(new DiskFileLayer(), bucket);
                ObjectStore reader = FolderObjectStore.openForReading(new DiskFileLayer(), bucket)) {
            owner.put("a/b", text("hello"), PutCondition.ALWAYS);

            assertThat(reader.get("a/b").bytes()).asString().isEqualTo("hello");
            assertThat(reader.nowMillis()).isPositive();
            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(() -> reader.delete("a/b"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(() -> reader.put("c", text("x"), PutCondition.ALWAYS))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
            assertThat(owner.list("", "").objects()).hasSize(1);
        }
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> FolderObjectStore.openForReading(new DiskFileLayer(), folder.resolve("none")))
                .satisfies(e -> assertThat(e.text()).contains("there is no object folder"));
    }

    @Test
    void aKeyBelowAnObjectAndAnObjectOverKeysAreRefused() {
        try (ObjectStore store = FolderObjectStore.open(new DiskFileLayer(), folder.resolve("other"))) {
            store.put("a/b", text("x"), PutCondition.ALWAYS);

            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(() -> store.put("a/b/c", text("x"), PutCondition.ALWAYS))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(() -> store.put("a", text("x"), PutCondition.ALWAYS))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        }
    }

    private static ObjectBody text(String text) {
        return new ObjectBody.OfBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
