package dev.lodur.standalone.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The network between two parts: hands on bytes between a port of its own and another one, and can cut, swallow or delay
 * them. Both ports are on loopback. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private enum State {
        OPEN,
        CUT,
        HELD
    }

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final Duration HELD_PAUSE = Duration.ofMillis(10);

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile Duration delay = Duration.ZERO;

    private TcpProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Stands before a port; it may be that nobody listens there yet. */
    public static TcpProxy before(int target) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
            Thread.startVirtualThread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Resets all connections and each new one, as a host does that has no such service. */
    public void cut() {
        state = State.CUT;
        sockets.forEach(TcpProxy::reset);
    }

    /** Takes connections and bytes but hands nothing on, as a network does that loses every packet. */
    public void hold() {
        state = State.HELD;
    }

    /** Each piece of data arrives so much later. */
    public void slow(Duration newDelay) {
        delay = newDelay;
    }

    /** Hands on as at first; connections that were held go on where they were, as TCP sends again what was lost. */
    public void heal() {
        delay = Duration.ZERO;
        state = State.OPEN;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.startVirtualThread(() -> connect(client));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        if (!awaitOpen()) {
            reset(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.startVirtualThread(() -> handOn(client, server));
            handOn(server, client);
        } catch (IOException e) {
            // Nobody listens there: the client sees what it would see without the proxy.
            reset(client);
        }
    }

    private void handOn(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                LockSupport.parkNanos(delay.toNanos());
                if (!awaitOpen()) {
                    throw new IOException("cut");
                }
                out.write(buffer, 0, count);
            }
            awaitOpen();
            to.shutdownOutput();
            forgetWhenDone(from, to);
        } catch (IOException e) {
            // One side is gone without a goodbye: so is the other.
            reset(from);
            reset(to);
        }
    }

    private void forgetWhenDone(Socket from, Socket to) throws IOException {
        if (from.isOutputShutdown() && to.isOutputShutdown()) {
            sockets.remove(from);
            sockets.remove(to);
            from.close();
            to.close();
        }
    }

    /** Whether data may go on now; waits while it is held. */
    private boolean awaitOpen() {
        while (state == State.HELD && !listener.isClosed()) {
            LockSupport.parkNanos(HELD_PAUSE.toNanos());
        }
        return state == State.OPEN && !listener.isClosed();
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(TcpProxy::reset);
    }
}
