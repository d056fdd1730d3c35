package dev.lodur.wal;

import dev.lodur.model.file.FileLayer;
import dev.lodur.testkit.CrashingFileLayer;
import java.nio.file.Path;

class WalInMemoryTest extends WalContract {
    private final FileLayer files = new CrashingFileLayer();

    @Override
    FileLayer files() {
        return files;
    }

    @Override
    Path folder() {
        return Log.FOLDER;
    }
}
