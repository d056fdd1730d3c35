package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network that the failure tests break does to bytes what it says. */
class TcpProxyTest {
    private static final int SHORT_MILLIS = 200;

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void startAnEcho() throws IOException {
        echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.before(echo.getLocalPort());
        Thread.startVirtualThread(this::serve);
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.startVirtualThread(() -> sendBack(socket));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private static void sendBack(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The client is gone.
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    @Test
    void bytesAndTheEndOfAStreamPassBothWays() throws IOException {
        // given
        try (Socket socket = connect()) {
            // when
            socket.getOutputStream().write(new byte[100_000]);
            socket.shutdownOutput();

            // then
            assertThat(socket.getInputStream().readAllBytes()).hasSize(100_000);
        }
    }

    @Test
    void aCutEndsOpenConnectionsAndNewOnesUntilItIsHealed() throws IOException {
        // given
        try (Socket socket = connect()) {
            assertThat(answer(socket, 7)).isEqualTo(7);

            // when
            proxy.cut();

            // then
            assertThatThrownBy(() -> answer(socket, 8)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> answer(connect(), 8)).isInstanceOf(SocketException.class);
        }
        proxy.heal();
        try (Socket socket = connect()) {
            assertThat(answer(socket, 9)).isEqualTo(9);
        }
    }

    @Test
    void whatIsHeldArrivesWhenItIsHealed() throws IOException {
        // given
        try (Socket socket = connect()) {
            assertThat(answer(socket, 7)).isEqualTo(7);

            // when
            proxy.hold();
            socket.setSoTimeout(SHORT_MILLIS);

            // then
            assertThatThrownBy(() -> answer(socket, 8)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            socket.setSoTimeout(5000);
            assertThat(socket.getInputStream().read()).isEqualTo(8);
        }
    }

    @Test
    void aConnectionThatIsMadeWhileHeldGetsNoAnswer() throws IOException {
        // given
        proxy.hold();

        // when
        try (Socket socket = connect()) {
            socket.setSoTimeout(SHORT_MILLIS);

            // then
            assertThatThrownBy(() -> answer(socket, 8)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aSlowNetworkIsLate() throws IOException {
        // given
        proxy.slow(Duration.ofMillis(SHORT_MILLIS));
        try (Socket socket = connect()) {
            // when
            long startNanos = System.nanoTime();

            // then
            assertThat(answer(socket, 7)).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(2 * SHORT_MILLIS));
        }
    }

    @Test
    void aConnectionToNobodyIsReset() throws IOException {
        // given
        echo.close();

        // then
        assertThat(isReset()).isTrue();
    }

    private boolean isReset() throws IOException {
        try (Socket socket = connect()) {
            return answer(socket, 7) < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** A reset is seen at the write or at the read, or as a stream that ends without an answer. */
    private static int answer(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }
}
