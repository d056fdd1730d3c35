package dev.lodur.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrashingFileLayerTest {
    private static final Path FOLDER = Path.of("/data/a");
    private static final Path FILE = FOLDER.resolve("file");

    private final CrashingFileLayer files = new CrashingFileLayer();

    @Test
    void forcedBytesUnderAForcedNameSurvivePowerLoss() throws IOException {
        files.createDirectories(FOLDER);
        try (AppendFile file = files.create(FILE)) {
            write(file, "kept");
            file.force();
            files.forceDirectory(FOLDER);
            write(file, "lost");
        }

        CrashingFileLayer left = files.afterPowerLoss();

        assertThat(read(left, FILE)).isEqualTo("kept");
        assertThat(left.list(FOLDER)).containsExactly(FILE);
    }

    @Test
    void forcedBytesUnderAnUnforcedNameAreGone() throws IOException {
        files.createDirectories(FOLDER);
        writeFile(FILE, "bytes");

        CrashingFileLayer left = files.afterPowerLoss();

        assertThat(left.exists(FILE)).isFalse();
        assertThat(left.isDirectory(FOLDER)).isTrue();
    }

    @Test
    void aRemovedNameIsBackUnlessItsFolderWasForced() throws IOException {
        files.createDirectories(FOLDER);
        writeFile(FILE, "bytes");
        files.forceDirectory(FOLDER);
        files.delete(FILE);

        assertThat(files.exists(FILE)).isFalse();
        assertThat(read(files.afterPowerLoss(), FILE)).isEqualTo("bytes");
    }

    @Test
    void anUnforcedRenameLeavesTheOldNamesAndBytes() throws IOException {
        Path fresh = FOLDER.resolve("file.tmp");
        files.createDirectories(FOLDER);
        writeFile(FILE, "old");
        writeFile(fresh, "new");
        files.forceDirectory(FOLDER);
        files.rename(fresh, FILE);

        CrashingFileLayer left = files.afterPowerLoss();

        assertThat(read(files.afterProcessDeath(), FILE)).isEqualTo("new");
        assertThat(read(left, FILE)).isEqualTo("old");
        assertThat(read(left, fresh)).isEqualTo("new");
    }

    @Test
    void aRenameSurvivesWholeOrNotAtAll() throws IOException {
        Path other = Path.of("/data/b/file");
        files.createDirectories(FOLDER);
        files.createDirectories(Path.of("/data/b"));
        writeFile(FILE, "bytes");
        files.forceDirectory(FOLDER);
        files.rename(FILE, other);

        for (long seed = 0; seed < 50; seed++) {
            CrashingFileLayer left = files.afterPowerLoss(seed);
            assertThat(left.exists(FILE)).as("seed %d", seed).isNotEqualTo(left.exists(other));
        }
    }

    @Test
    void aForcedRenameKeepsItsFileAndDoesNotBringTheOldNameBack() throws IOException {
        Path other = Path.of("/data/b/file");
        files.createDirectories(FOLDER);
        files.createDirectories(Path.of("/data/b"));
        writeFile(FILE, "bytes");
        files.rename(FILE, other);
        files.forceDirectory(Path.of("/data/b"));
        files.forceDirectory(FOLDER);

        CrashingFileLayer left = files.afterPowerLoss();

        assertThat(read(left, other)).isEqualTo("bytes");
        assertThat(left.exists(FILE)).isFalse();
    }

    @Test
    void whatIsInAFolderThatIsGoneIsGoneToo() throws IOException {
        files.createDirectories(FOLDER);
        writeFile(FILE, "bytes");
        files.forceDirectory(FOLDER);
        files.delete(FILE);
        files.deleteDirectory(FOLDER);
        files.forceDirectory(Path.of("/data"));

        assertThat(files.afterPowerLoss().exists(FILE)).isFalse();
    }

    @Test
    void aTornTailIsAPrefixOrDamagedNeverLongerAndForcedBytesStay() throws IOException {
        files.createDirectories(FOLDER);
        try (AppendFile file = files.create(FILE)) {
            write(file, "forced");
            file.force();
            files.forceDirectory(FOLDER);
            write(file, "-the tail");
        }

        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            String left = read(files.afterPowerLoss(seed), FILE);
            assertThat(left).as("seed %d", seed).startsWith("forced").hasSizeLessThanOrEqualTo(15);
            seen.add(left);
        }
        assertThat(seen).contains("forced", "forced-the", "forced-the tail").hasSizeGreaterThan(10);
    }

    @Test
    void theProcessDiesAtTheNumberedOperationAndStaysDead() throws IOException {
        files.failAtOperation(6);
        files.createDirectories(FOLDER); // two folders, each made and forced
        AppendFile file = files.create(FILE);

        assertThatThrownBy(() -> write(file, "bytes")).hasMessageContaining("operation 6, write");
        assertThatThrownBy(() -> files.exists(FILE)).isInstanceOf(IOException.class);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
        assertThat(files.operations()).isEqualTo(6);
        assertThat(files.crashed()).isTrue();
        assertThat(read(files.afterProcessDeath(), FILE)).isEqualTo("by");
    }

    @Test
    void aFailedForceLosesItsBytesForGoodAlthoughTheNextOneSucceeds() throws IOException {
        files.failForce(2);
        files.createDirectories(FOLDER);
        try (AppendFile file = files.create(FILE)) {
            files.forceDirectory(FOLDER);
            write(file, "one");
            file.force();
            write(file, "two");
            assertThatThrownBy(file::force).isInstanceOf(IOException.class);
            write(file, "three");
            file.force();
        }

        assertThat(read(files, FILE)).isEqualTo("onetwothree");
        assertThat(read(files.afterPowerLoss(), FILE)).isEqualTo("one\0\0\0three");
    }

    @Test
    void aFullDiskTakesWhatFitsAndWorksAgainWithRoom() throws IOException {
        files.createDirectories(FOLDER);
        files.capacityBytes(6);
        try (AppendFile file = files.create(FILE)) {
            write(file, "1234");
            assertThat(files.usableBytes(FOLDER)).isEqualTo(2);
            assertThat(files.totalBytes(FOLDER)).isEqualTo(6);
            assertThatThrownBy(() -> write(file, "5678")).hasMessageContaining("no space");
        }

        files.truncate(FILE, 4);

        assertThat(files.usableBytes(FOLDER)).isEqualTo(2);
        assertThat(read(files.afterPowerLoss(1), Path.of("/data/a/file"), "gone"))
                .isIn("gone", "1234");
    }

    @Test
    void aLockHasOneHolderUntilItIsClosedOrTheProcessEnds() throws IOException {
        Path lock = FOLDER.resolve("lock");
        files.createDirectories(FOLDER);

        Closeable held = files.tryLock(lock);

        assertThat(held).isNotNull();
        assertThat(files.tryLock(lock)).isNull();
        held.close();
        assertThat(files.tryLock(lock)).isNotNull();
        assertThat(files.afterProcessDeath().tryLock(lock)).isNotNull();
    }

    @Test
    void answersLikeADiskWhereNamesAreMissingOrTaken() throws IOException {
        assertThatThrownBy(() -> files.create(FILE)).isInstanceOf(NoSuchFileException.class);
        files.createDirectories(FOLDER);
        writeFile(FILE, "x");

        assertThatThrownBy(() -> files.create(FILE)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> files.open(FOLDER.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.deleteDirectory(FOLDER)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(files.list(Path.of("/none"))).isEmpty();
        files.delete(FOLDER.resolve("none"));
        files.deleteDirectory(Path.of("/none"));
    }

    @Test
    void aReaderGoesOnWhenTheFileIsRemoved() throws IOException {
        files.createDirectories(FOLDER);
        writeFile(FILE, "bytes");
        try (ReadFile reader = files.open(FILE)) {
            files.delete(FILE);

            byte[] into = new byte[3];
            reader.read(1, into, 0, 3);

            assertThat(into).asString(StandardCharsets.US_ASCII).isEqualTo("yte");
        }
    }

    private void writeFile(Path path, String text) throws IOException {
        try (AppendFile file = files.create(path)) {
            write(file, text);
            file.force();
        }
    }

    private static void write(AppendFile file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        file.write(bytes, 0, bytes.length);
    }

    private static String read(FileLayer files, Path path, String otherwise) throws IOException {
        return files.exists(path) ? read(files, path) : otherwise;
    }

    private static String read(FileLayer files, Path path) throws IOException {
        try (ReadFile reader = files.open(path)) {
            byte[] bytes = new byte[(int) reader.sizeBytes()];
            reader.read(0, bytes, 0, bytes.length);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
