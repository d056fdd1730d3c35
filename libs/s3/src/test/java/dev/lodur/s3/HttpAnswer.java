package dev.lodur.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** An answer of a server, its body as it is on the wire. */
record HttpAnswer(HttpHead head, byte[] body) {
    private static final Pattern LISTED_TIME = Pattern.compile("(?<=<LastModified>)[^<]+");

    /** Sends a request on a connection of its own and takes what comes until the server ends it. */
    static HttpAnswer ask(int port, HttpHead request, byte[] body) throws IOException {
        try (Socket server = new Socket("127.0.0.1", port)) {
            OutputStream out = server.getOutputStream();
            out.write(request.without("Connection")
                    .without("Expect")
                    .with("Connection", "close")
                    .bytes());
            out.write(body);
            out.flush();
            InputStream in = server.getInputStream();
            HttpHead head = HttpHead.read(in).orElseThrow(() -> new IOException("no answer"));
            return new HttpAnswer(head.without("Connection"), in.readAllBytes());
        }
    }

    static HttpAnswer of(int status, List<String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpHead head = new HttpHead(List.of("HTTP/1.1 " + status + " Scripted"))
                .with("Date", date(ZonedDateTime.now(ZoneOffset.UTC)))
                .with("Content-Length", Integer.toString(bytes.length));
        for (String header : headers) {
            head = head.with(header.split(": ")[0], header.split(": ")[1]);
        }
        return new HttpAnswer(head, bytes);
    }

    /** The answer of a server whose clock is ahead by so much. */
    HttpAnswer ahead(Duration skew) {
        HttpHead skewed = head;
        for (String name : List.of("Date", "Last-Modified")) {
            if (head.header(name).isPresent()) {
                skewed = skewed.with(name, later(head.header(name).get(), skew));
            }
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        boolean listing = text.contains("<ListBucketResult");
        return listing ? new HttpAnswer(skewed, listedAhead(text, skew)) : new HttpAnswer(skewed, body);
    }

    private static String later(String date, Duration skew) {
        return date(
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).plus(skew));
    }

    private static String date(ZonedDateTime time) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                .format(time);
    }

    /** Times of the same length, so that whatever frames the body stays right. */
    private static byte[] listedAhead(String text, Duration skew) {
        return LISTED_TIME
                .matcher(text)
                .replaceAll(time -> {
                    String shifted = Instant.parse(time.group()).plus(skew).toString();
                    return shifted.length() == time.group().length() ? shifted : time.group();
                })
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    void write(OutputStream out) throws IOException {
        out.write(head.bytes());
        out.write(body);
        out.flush();
    }

    void writeHalf(OutputStream out) throws IOException {
        out.write(head.bytes());
        out.write(body, 0, body.length / 2);
        out.flush();
    }
}
