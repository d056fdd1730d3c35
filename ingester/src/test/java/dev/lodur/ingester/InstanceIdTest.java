package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.model.file.FileLayer;
import dev.lodur.testkit.ManualClock;
import dev.lodur.wal.WalRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {
    private final FileLayer files = new DiskFileLayer();
    private final ManualClock clock = new ManualClock();
    private final Random random = new Random(4);

    @TempDir
    Path volume;

    private String id(String configured) {
        return InstanceId.of(configured, files, volume, "node 1.lan", random);
    }

    private WalRoot open(String id) throws IOException {
        return WalRoot.open(files, volume, id, clock);
    }

    @Test
    void aConfiguredIdIsTaken() {
        assertThat(id("mine")).isEqualTo("mine");
    }

    @Test
    void aNewVolumeGivesTheHostsNameAndSomethingRandom() {
        assertThat(id("")).matches("node-1\\.lan-[0-9a-f]{6}").isNotEqualTo(id(""));
    }

    @Test
    void theIdIsTheSameAfterARestart() throws IOException {
        String first = id("");
        open(first).close();

        assertThat(id("")).isEqualTo(first);
    }

    @Test
    void twoProcessesOnOneVolumeHaveTwoIds() throws IOException {
        String first = id("");
        try (WalRoot root = open(first)) {
            assertThat(id("")).isNotEqualTo(root.instance());
        }
    }

    @Test
    void foldersOfOthersAreNoInstances() throws IOException {
        files.createDirectories(volume.resolve("lost+found"));
        files.createDirectories(volume.resolve(".snapshots"));
        files.createDirectories(volume.resolve("backup"));

        assertThat(id("")).startsWith("node-1.lan-");
    }
}
