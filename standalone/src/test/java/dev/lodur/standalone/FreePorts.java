package dev.lodur.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback for processes that are about to start. They lie below those that the kernel gives to connections, so
 * that no connection takes one between two starts of its process.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;

    private FreePorts() {}

    /** A port that nobody listens on now. */
    public static int next() {
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
        while (!isFree(port)) {
            port = port == LAST ? FIRST : port + 1;
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            // Somebody has it: the next one is tried.
            return false;
        }
    }
}
