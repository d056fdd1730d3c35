package dev.lodur.ingester;

import static dev.lodur.ingester.World.APP;
import static dev.lodur.ingester.World.OTHER;
import static dev.lodur.ingester.World.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.model.BlockReader;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TailsTest {
    private static final TailRequest WEB = new TailRequest(TENANT, "{app=\"web\"} |= \"a\"");

    private final ManualClock clock = new ManualClock();
    private final World world =
            new World(new CrashingFileLayer(clock), new AwayObjectStore(new MemoryObjectStore(clock)), clock);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPushComesToTheTailsOfItsTenantThatWantIt() {
        // given
        Ingester ingester = world.start("a");
        ingester.push(World.batch(TENANT, APP, new Entry(1, "a before")));
        TailReply tail = ingester.query().tail(WEB);
        TailReply ofOther = ingester.query().tail(new TailRequest(OTHER, "{app=\"web\"}"));

        // when
        ingester.push(World.batch(TENANT, APP, new Entry(2, "a live"), new Entry(3, "no")));
        ingester.push(World.batch(TENANT, Labels.of("app", "db"), new Entry(4, "a of another stream")));
        ingester.push(World.batch(OTHER, APP, new Entry(5, "a of another tenant")));
        ingester.close();

        // then
        assertThat(lines(tail)).containsExactly("a live");
        assertThat(lines(ofOther)).containsExactly("a of another tenant");
        assertThatThrownBy(() -> ingester.query().tail(WEB)).isInstanceOf(LodurException.class);
    }

    @Test
    void aSlowReaderHoldsUpNobodyAndIsToldWhatItMissed() {
        // given
        byte[] batch = World.batch(TENANT, APP, new Entry(7, "a"), new Entry(8, "a"));
        Tails tails = new Tails(2L * batch.length);
        TailReply slow = tails.open(WEB);

        // when
        for (int i = 0; i < 5; i++) {
            tails.arrived(batch);
        }
        tails.close();

        // then
        assertThat(tails.waitingBytes()).isEqualTo(2L * batch.length);
        TailPart first = Objects.requireNonNull(slow.next());
        assertThat(first.dropped()).containsExactly(new DroppedRows(APP, 7, 6));
        assertThat(Objects.requireNonNull(slow.next()).dropped()).isEmpty();
        assertThat(slow.next()).isNull();
        assertThat(tails.waitingBytes()).isZero();
    }

    @Test
    void tailsShareTheirRoom() {
        // given
        byte[] batch = World.batch(TENANT, APP, new Entry(7, "a"));
        Tails tails = new Tails(batch.length);
        TailReply one = tails.open(WEB);
        TailReply two = tails.open(WEB);

        // when
        tails.arrived(batch);

        // then
        assertThat(Objects.requireNonNull(one.next()).hasRows()).isTrue();
        TailPart missed = Objects.requireNonNull(two.next());
        assertThat(missed.hasRows()).isFalse();
        assertThat(missed.dropped()).containsExactly(new DroppedRows(APP, 7, 1));
    }

    @Test
    void closingFreesEverythingAtOnceAndWakesTheReader() throws Exception {
        // given
        byte[] batch = World.batch(TENANT, APP, new Entry(7, "nothing for it"));
        Tails tails = new Tails(1 << 20);
        TailReply tail = tails.open(WEB);
        TailReply unread = tails.open(WEB);
        tails.arrived(batch);

        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            // when
            Future<Boolean> ended = executor.submit(() -> tail.next() == null);
            tail.close();
            unread.close();

            // then
            assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(tails.count()).isZero();
        assertThat(tails.waitingBytes()).isZero();
        tails.arrived(batch);
        assertThat(tails.waitingBytes()).isZero();
    }

    @Test
    void aQueryThatIsNoneIsRefused() {
        Tails tails = new Tails(1 << 20);

        assertThatThrownBy(() -> tails.open(new TailRequest(new Tenant("x"), "rate({a=\"b\"}[1m])")))
                .isInstanceOf(LodurException.class);
        assertThat(tails.count()).isZero();
    }

    private static List<String> lines(TailReply tail) {
        List<String> lines = new ArrayList<>();
        for (TailPart part = tail.next(); part != null; part = tail.next()) {
            RowBlock block = BlockReader.read(part.block());
            for (int row = 0; row < block.rows(); row++) {
                lines.add(block.lines().text(row));
            }
        }
        return lines;
    }
}
