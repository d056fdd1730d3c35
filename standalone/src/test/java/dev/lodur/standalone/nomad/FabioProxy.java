package dev.lodur.standalone.nomad;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does with requests what Fabio does: finds the service by the prefix, takes off what is to be stripped, and passes on the
 * rest, an upgrade to a websocket included. One request on each connection. Ends with {@link #close}.
 */
public final class FabioProxy implements AutoCloseable {
    private static final int HEAD_BYTES_MAX = 64 << 10;
    private static final Set<String> FOR_THE_PROXY = Set.of("connection", "keep-alive", "upgrade", "http2-settings");
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final FabioRoutes routes;
    private final Map<String, URI> services;
    private final ServerSocket server;

    private FabioProxy(FabioRoutes routes, Map<String, URI> services, ServerSocket server) {
        this.routes = routes;
        this.services = Map.copyOf(services);
        this.server = server;
    }

    /**
     * Starts on a free port.
     *
     * @param services their addresses, by the names that the routes have
     */
    public static FabioProxy start(FabioRoutes routes, Map<String, URI> services) {
        try {
            FabioProxy proxy =
                    new FabioProxy(routes, services, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, without a slash at the end. */
    public String base() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // The server was closed, or a client went before it was served.
                continue;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            List<String> head = readHead(client.getInputStream());
            String[] request = head.getFirst().split(" ");
            Optional<FabioRoutes.Target> target = routes.target(request[1]);
            if (target.isEmpty()) {
                client.getOutputStream().write(NOT_FOUND.getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            head.set(0, request[0] + " " + target.get().path() + " " + request[2]);
            forward(client, head, services.get(target.get().service()));
        } catch (IOException e) {
            // One of the two sides has gone: the other sees its connection end.
            return;
        }
    }

    private static List<String> readHead(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String end = "";
        while (!end.equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || bytes.size() == HEAD_BYTES_MAX) {
                throw new IOException("no head of a request within " + bytes.size() + " bytes");
            }
            bytes.write(next);
            end = (end.length() == 4 ? end.substring(1) : end) + (char) next;
        }
        return new ArrayList<>(
                List.of(bytes.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n")));
    }

    private static void forward(Socket client, List<String> head, URI service) throws IOException {
        try (Socket target = new Socket()) {
            target.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            List<String> lines = isUpgrade(head) ? head : once(head);
            String text = String.join("\r\n", lines) + "\r\n\r\n";
            target.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            Thread.ofVirtual().start(() -> pump(client, target));
            pump(target, client);
        }
    }

    private static boolean isUpgrade(List<String> head) {
        return head.stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).replace(" ", "").equals("upgrade:websocket"));
    }

    /** The same without what is for the proxy alone, asking the service to end the connection with its answer. */
    private static List<String> once(List<String> head) {
        List<String> lines = new ArrayList<>(head);
        lines.removeIf(line -> FOR_THE_PROXY.contains(line.split(":", 2)[0].toLowerCase(Locale.ROOT)));
        lines.add("Connection: close");
        return lines;
    }

    private static void pump(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends with the sockets.
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
