package dev.lodur.wal;

import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.model.file.FileLayer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class WalOnDiskTest extends WalContract {
    private final FileLayer files = new DiskFileLayer();

    @TempDir
    private Path volume;

    @Override
    FileLayer files() {
        return files;
    }

    @Override
    Path folder() {
        return volume.resolve("a").resolve("wal");
    }
}
