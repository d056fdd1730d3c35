package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HttpBodiesTest {
    private final AtomicLong taken = new AtomicLong();

    @Test
    void aBodyComesWholeWhetherItsLengthIsAnnouncedOrNot() {
        byte[] body = new byte[200_000];
        body[199_999] = 7;

        assertThat(read(new ByteArrayInputStream(body), 200_000, 1 << 20)).isEqualTo(body);
        assertThat(taken).hasValue(200_000);
        assertThat(read(new ByteArrayInputStream(body), -1, 1 << 20)).isEqualTo(body);
        assertThat(read(null, -1, 10)).isEmpty();
    }

    @Test
    void anAnnouncedBodyThatIsTooLargeIsRefusedUnreadAndTheTextNamesTheLimit() {
        assertThatThrownBy(() -> read(new Endless(), 1L << 40, 1000))
                .isInstanceOfSatisfying(LodurException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
                    assertThat(e.text())
                            .isEqualTo("request body too large: 1099511627776 bytes, limit: 1000 bytes (the_setting)");
                });
        assertThat(taken).hasValue(0);
    }

    @Test
    void aBodyThatNeverEndsIsReadUpToTheLimitAndNoFurther() {
        assertThatThrownBy(() -> read(new Endless(), -1, 100_000))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("limit: 100000 bytes");
        assertThat(taken).hasValue(100_001);
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() {
        byte[] body = new byte[65_536];

        assertThat(read(new ByteArrayInputStream(body), -1, 65_536)).hasSize(65_536);
        assertThat(read(new ByteArrayInputStream(body), 65_536, 65_536)).hasSize(65_536);
    }

    @Test
    void whereThereIsNoRoomNothingIsRead() {
        assertThatThrownBy(() -> HttpBodies.read(new Endless(), -1, 1 << 20, "the_setting", bytes -> {
                    throw new LodurException(ErrorCode.UNAVAILABLE, "no room");
                }))
                .hasMessageContaining("no room");
    }

    @Test
    void aClientThatStopsBeforeTheAnnouncedEndHasGoneAway() {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(new byte[10]), 11, 1000))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThatThrownBy(() -> read(new Broken(), -1, 1000))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    private byte[] read(InputStream in, long announcedBytes, long limitBytes) {
        taken.set(0);
        return HttpBodies.read(in, announcedBytes, limitBytes, "the_setting", taken::addAndGet);
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }
}
