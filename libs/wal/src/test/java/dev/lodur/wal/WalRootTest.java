package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.EveryOperation;
import dev.lodur.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WalRootTest {
    private static final Path VOLUME = Path.of("/volume");

    private final CrashingFileLayer files = new CrashingFileLayer();
    private final ManualClock clock = new ManualClock();

    @Test
    void hasOneHolderAtATime() throws IOException {
        try (WalRoot root = open("a")) {
            assertThatThrownBy(() -> open("a")).hasMessageContaining("locked by another process");
            assertThat(root.folder()).isEqualTo(VOLUME.resolve("a"));
        }
        open("a").close();
    }

    @Test
    void bootEpochsRiseEvenWhenTheProcessDiesAtAnyOperation() {
        new EveryOperation<>(AtomicLong::new, this::takeThree, (left, last) -> {
                    try (WalRoot root = WalRoot.open(left, VOLUME, "a", clock)) {
                        assertThat(root.bootEpoch()).isGreaterThan(last.get());
                    }
                })
                .crash();
    }

    @Test
    void adoptsWhatIsNotLockedAndRemovesItWhole() throws IOException {
        try (WalRoot root = open("a");
                WalRoot running = open("c")) {
            WalRoot dead = open("b");
            Log log = Log.open(files, dead.walFolder(), dead.bootEpoch(), WalOptions.defaults());
            log.append("left behind");
            dead.close();

            List<Integer> lengths = new ArrayList<>();
            for (SiblingRoot sibling : root.adoptSiblings()) {
                assertThat(sibling.instance()).isEqualTo("b");
                assertThatThrownBy(() -> open("b")).hasMessageContaining("locked");
                sibling.replay((sequence, bytes, offset, length) -> lengths.add(length), WalListener.NONE);
                sibling.remove();
                sibling.close();
            }
            assertThat(lengths).containsExactly(11);
            assertThat(files.list(VOLUME)).containsExactly(root.folder(), running.folder());
        }
    }

    @Test
    void refusesInstanceIdsThatAreNoFolderNames() {
        assertThatThrownBy(() -> open("../x")).hasMessageContaining("instance id '../x'");
        assertThatThrownBy(() -> open("")).hasMessageContaining("instance id");
    }

    private void takeThree(CrashingFileLayer layer, AtomicLong last) throws IOException {
        for (int i = 0; i < 3; i++) {
            try (WalRoot root = WalRoot.open(layer, VOLUME, "a", clock)) {
                last.set(root.bootEpoch());
            }
        }
    }

    private WalRoot open(String instance) throws IOException {
        return WalRoot.open(files, VOLUME, instance, clock);
    }
}
