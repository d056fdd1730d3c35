package dev.lodur.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands in front of a server: hands on requests and answers byte by byte, one writer of a key at a time, and does to
 * them what the {@link S3Faults} say. Each connection has a virtual thread.
 */
final class S3Front implements AutoCloseable {
    /** Carries out a put without looking at its condition. */
    interface UnconditionalPut {
        HttpAnswer put(HttpHead request, byte[] body) throws IOException;
    }

    private static final byte[] CONTINUE = new HttpHead(List.of("HTTP/1.1 100 Continue")).bytes();

    private final int serverPort;
    private final S3Faults faults;
    private final UnconditionalPut unconditional;
    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, ReentrantLock> keyLocks = new ConcurrentHashMap<>();
    private final List<HttpHead> requests = new CopyOnWriteArrayList<>();

    S3Front(int serverPort, S3Faults faults, UnconditionalPut unconditional) throws IOException {
        this.serverPort = serverPort;
        this.faults = faults;
        this.unconditional = unconditional;
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests so far, in the order of their arrival. */
    List<HttpHead> requests() {
        return requests;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.startVirtualThread(() -> serve(connection));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            boolean open = true;
            while (open && !faults.isAway()) {
                open = serveOne(connection);
            }
        } catch (IOException | UncheckedIOException e) {
            // The client has gone, or the server has: either way the connection ends.
        } finally {
            connections.remove(connection);
        }
    }

    /** Whether the connection may carry another request. */
    private boolean serveOne(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        Optional<HttpHead> head = HttpHead.read(in);
        if (head.isEmpty() || faults.isAway()) {
            return false;
        }
        HttpHead request = head.get();
        requests.add(request);
        S3Fault fault = faults.next(request.method());
        OutputStream out = connection.getOutputStream();
        if (request.header("Expect").isPresent()) {
            out.write(CONTINUE);
            out.flush();
        }
        byte[] body = in.readNBytes(
                fault instanceof S3Fault.CutRequest ? request.contentLength() / 2 : request.contentLength());
        return !(fault instanceof S3Fault.CutRequest) && answer(request, body, fault, out);
    }

    private boolean answer(HttpHead request, byte[] body, S3Fault fault, OutputStream out) throws IOException {
        if (body.length < request.contentLength()) {
            throw new EOFException("the client has gone");
        }
        switch (fault) {
            case S3Fault.None() -> carryOut(request, body).write(out);
            case S3Fault.Answer(int status, String code) ->
                error(request, status, code).write(out);
            case S3Fault.Slow(Duration delay) -> {
                pause(delay);
                carryOut(request, body).write(out);
            }
            case S3Fault.CutRequest() -> throw new IllegalStateException("cut before");
            case S3Fault.CutAnswer() -> {
                carryOut(request, body).writeHalf(out);
                return false;
            }
            case S3Fault.LoseAnswer() -> {
                carryOut(request, body);
                return false;
            }
            case S3Fault.Before(Runnable action) -> {
                action.run();
                carryOut(request, body).write(out);
            }
        }
        return true;
    }

    private static HttpAnswer error(HttpHead request, int status, String code) {
        String text = "<Error><Code>" + code + "</Code><Message>scripted</Message></Error>";
        return HttpAnswer.of(
                status,
                List.of("Content-Type: application/xml"),
                request.method().equals("HEAD") ? "" : text);
    }

    private static void pause(Duration delay) throws IOException {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }

    private HttpAnswer carryOut(HttpHead request, byte[] body) throws IOException {
        ReentrantLock lock = keyLocks.computeIfAbsent(request.target(), ignored -> new ReentrantLock());
        boolean write = request.method().equals("PUT") || request.method().equals("DELETE");
        if (write) {
            lock.lock();
        }
        try {
            boolean conditional = request.header("If-Match")
                    .or(() -> request.header("If-None-Match"))
                    .isPresent();
            HttpAnswer answer = write && conditional && faults.isIgnoringConditions()
                    ? unconditional.put(request, body)
                    : HttpAnswer.ask(serverPort, request, body);
            return answer.ahead(faults.clockSkew());
        } finally {
            if (write) {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
