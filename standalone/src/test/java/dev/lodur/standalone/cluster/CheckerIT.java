package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.standalone.Launch;
import dev.lodur.standalone.LodurProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The failure tests' own tools, tried on one process behind a network that breaks. */
class CheckerIT {
    @TempDir
    Path folder;

    @Test
    void linesAreOnceEachWhateverTheNetworkAndAKillDo() {
        // given
        Launch launch = Launch.standalone(folder, List.of("-Xmx160m"));
        LodurProcess lodur = LodurProcess.begin(launch);
        lodur.awaitReady();
        try (TcpProxy network = TcpProxy.before(launch.httpPort());
                Checker checker = Checker.start(() -> "http://127.0.0.1:" + network.port(), lodur::base)) {
            checker.awaitMore(200);

            // when
            network.cut();
            network.heal();
            checker.awaitMore(200);
            network.slow(Duration.ofMillis(20));
            checker.awaitMore(200);
            network.hold();
            lodur.kill();
            lodur = LodurProcess.begin(launch);
            lodur.awaitReady();
            network.heal();
            checker.awaitMore(200);
            checker.drain();

            // then
            checker.assertComplete();
            assertThat(checker.retries()).isPositive();
        } finally {
            lodur.close();
        }
    }

    @Test
    void aLineThatIsLostIsFound() {
        // given
        LodurProcess first = LodurProcess.begin(Launch.standalone(folder.resolve("first"), List.of("-Xmx160m")));
        LodurProcess second = LodurProcess.begin(Launch.standalone(folder.resolve("second"), List.of("-Xmx160m")));
        try (first;
                second) {
            first.awaitReady();
            second.awaitReady();
            try (Checker checker = Checker.start(first::base, second::base)) {
                // when
                checker.awaitMore(20);
                checker.drain();

                // then
                assertThatThrownBy(checker::assertComplete).hasMessageContaining("lost");
            }
        }
    }
}
