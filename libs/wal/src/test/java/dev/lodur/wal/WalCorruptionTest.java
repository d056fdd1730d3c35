package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.CrashingFileLayer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WalCorruptionTest {
    private static final int RECORD = WalFormat.RECORD_HEADER_BYTES + 3;

    private final CrashingFileLayer files = new CrashingFileLayer();

    @Test
    void damageAnywhereInAClosedLogIsReportedAndTheOtherRecordsAreReplayed() throws IOException {
        Path file = closedLog();
        int size = files.content(file).length;
        for (int position = 0; position < size; position++) {
            files.flipBit(file, position, position % 8);
            Log.Events events = new Log.Events();
            StringBuilder texts = new StringBuilder();
            Wal.replay(files, Log.FOLDER, (s, bytes, offset, length) -> texts.append((char) bytes[offset]), events);
            int hit = position < WalFormat.HEADER_BYTES ? -1 : (position - WalFormat.HEADER_BYTES) / RECORD;
            String expected = hit < 0 || hit > 2 ? "123" : "123".replace(String.valueOf(hit + 1), "");
            assertThat(texts.toString()).as("byte %d", position).isEqualTo(expected);
            assertThat(events.corrupt).as("byte %d", position).hasSize(hit > 2 ? 0 : 1);
            files.flipBit(file, position, position % 8);
        }
    }

    @Test
    void aDamagedFileIsReplayedAgainUntilACutKeepsItAside() throws IOException {
        Path file = closedLog();
        files.flipBit(file, WalFormat.HEADER_BYTES + 50, 1);
        for (int epoch = 2; epoch < 4; epoch++) {
            try (Log log = Log.open(files, epoch)) {
                assertThat(log.replayed.values()).containsExactly("1--", "3--");
                assertThat(log.events.corrupt).hasSize(1);
            }
        }
        try (Log log = Log.open(files, 4)) {
            log.wal.cut(log.replayed.lastKey());
        }
        assertThat(files.list(Log.FOLDER)).contains(Path.of(file + ".corrupt")).doesNotContain(file);
    }

    @Test
    void aMissingFileInTheMiddleIsReported() throws IOException {
        for (int epoch = 1; epoch < 4; epoch++) {
            try (Log log = Log.open(files, epoch)) {
                log.append("x");
            }
        }
        files.delete(files.list(Log.FOLDER).get(1));
        try (Log log = Log.open(files, 4)) {
            assertThat(log.events.corrupt).hasSize(1).first().asString().contains("missing");
        }
    }

    private Path closedLog() throws IOException {
        try (Log log = Log.open(files, 1)) {
            log.append("1--");
            log.append("2--");
            log.append("3--");
        }
        return files.list(Log.FOLDER).getFirst();
    }
}
