package dev.lodur.s3;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The head of an HTTP/1.1 request or answer, as it is on the wire, so that signatures stay valid. */
record HttpHead(List<String> lines) {
    private static final int BYTES_MAX = 64 << 10;

    HttpHead {
        lines = List.copyOf(lines);
    }

    /** Nothing where the connection ends before a first byte. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 && bytes.size() == 0) {
                return Optional.empty();
            }
            if (next < 0 || bytes.size() == BYTES_MAX) {
                throw new EOFException("no end of a head after " + bytes.size() + " bytes");
            }
            bytes.write(next);
            text = next == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
        }
        return Optional.of(new HttpHead(text.strip().lines().toList()));
    }

    String method() {
        return lines.getFirst().split(" ")[0];
    }

    String target() {
        return lines.getFirst().split(" ")[1];
    }

    int status() {
        return Integer.parseInt(target());
    }

    Optional<String> header(String name) {
        return lines.stream()
                .skip(1)
                .filter(line -> isNamed(line, name))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static boolean isNamed(String line, String name) {
        return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    int contentLength() {
        return Integer.parseInt(header("Content-Length").orElse("0"));
    }

    HttpHead with(String name, String value) {
        List<String> changed = new ArrayList<>(without(name).lines);
        changed.add(name + ": " + value);
        return new HttpHead(changed);
    }

    HttpHead without(String name) {
        return new HttpHead(lines.stream().filter(line -> !isNamed(line, name)).toList());
    }

    byte[] bytes() {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
