package dev.lodur.s3;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The dates of HTTP headers. */
final class S3Dates {
    private S3Dates() {}

    /** Milliseconds since 1970 of a header like {@code Tue, 03 Feb 2026 10:00:00 GMT}; whole seconds. */
    static long parseMillis(String header) {
        return Instant.from(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME))
                .toEpochMilli();
    }
}
