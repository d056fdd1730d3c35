package dev.lodur.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EveryOperationTest {
    private static final Path FOLDER = Path.of("/data");
    private static final Path FILE = FOLDER.resolve("file");

    @Test
    void findsNothingWhereEverythingIsForced() {
        var every = new EveryOperation<>(
                AtomicBoolean::new, (files, done) -> save(files, true, done), EveryOperationTest::check);

        assertThat(every.crash()).isEqualTo(6);
        assertThat(every.failOnce()).isEqualTo(6);
    }

    @Test
    void findsAFolderThatWasNotForced() {
        var every = new EveryOperation<>(
                AtomicBoolean::new, (files, done) -> save(files, false, done), EveryOperationTest::check);

        assertThatThrownBy(every::crash).isInstanceOf(AssertionError.class).hasMessageContaining("power loss");
    }

    @Test
    void complainsAboutAScenarioThatFailsByItself() {
        var every = new EveryOperation<>(AtomicBoolean::new, (files, done) -> files.open(FILE), (files, done) -> {});

        assertThatThrownBy(every::crash).hasMessageContaining("although no operation failed");
    }

    private static void save(FileLayer files, boolean forceFolder, AtomicBoolean done) throws IOException {
        files.createDirectories(FOLDER);
        try (AppendFile file = files.create(FILE)) {
            file.write(new byte[] {1, 2}, 0, 2);
            file.force();
        }
        if (forceFolder) {
            files.forceDirectory(FOLDER);
        }
        done.set(true);
    }

    private static void check(CrashingFileLayer files, AtomicBoolean done) throws IOException {
        if (done.get()) {
            assertThat(files.content(FILE)).containsExactly(1, 2);
        }
    }
}
