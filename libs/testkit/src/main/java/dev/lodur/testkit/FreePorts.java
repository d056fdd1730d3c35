package dev.lodur.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Ports on loopback for processes that are about to start. They lie below those that the kernel gives to connections, so
 * that no connection takes one between two starts of its process. Each is given once: a virtual machine takes a block of
 * ports for itself by listening on the first of it, so that tests that run side by side never get the same. Thread-safe.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;
    private static final int BLOCK = 100;

    /** The first ports of the blocks taken so far, kept open to the end, which keeps others out of the blocks. */
    private static final List<ServerSocket> GUARDS = new ArrayList<>();

    private static int nextPort = FIRST;

    private FreePorts() {}

    /** A port that nobody listens on now, and that nobody else is given. */
    public static synchronized int next() {
        while (true) {
            if ((nextPort - FIRST) % BLOCK == 0) {
                nextPort = takeBlock() + 1;
            }
            int port = nextPort++;
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static int takeBlock() {
        int blocks = (LAST + 1 - FIRST) / BLOCK;
        int start = ThreadLocalRandom.current().nextInt(blocks);
        for (int i = 0; i < blocks; i++) {
            ServerSocket guard = listen(FIRST + (start + i) % blocks * BLOCK);
            if (guard != null) {
                GUARDS.add(guard);
                return guard.getLocalPort();
            }
        }
        throw new IllegalStateException("no block of ports is free between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = listen(port)) {
            return socket != null;
        } catch (IOException e) {
            // It could not be closed, so it is not free.
            return false;
        }
    }

    private static @Nullable ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            // Somebody has it: the next one is tried.
            return null;
        }
    }
}
