package dev.lodur.s3;

import java.time.Duration;

/** What goes wrong with one request to an {@link S3Server}. */
public sealed interface S3Fault {
    /** Nothing. */
    record None() implements S3Fault {}

    /** The request has no effect and is answered with a status and one of S3's error codes. */
    record Answer(int status, String code) implements S3Fault {
        public static final S3Fault FAILED = new Answer(500, "InternalError");
        public static final S3Fault UNAVAILABLE = new Answer(503, "ServiceUnavailable");
        public static final S3Fault SLOW_DOWN = new Answer(503, "SlowDown");
        public static final S3Fault TOO_MANY = new Answer(429, "TooManyRequests");
    }

    /** The request is carried out after a while. */
    record Slow(Duration delay) implements S3Fault {}

    /** The connection is cut in the middle of the request's body, which has no effect. */
    record CutRequest() implements S3Fault {}

    /** The request is carried out, and the connection cut in the middle of the answer's body. */
    record CutAnswer() implements S3Fault {}

    /** The request is carried out, and the connection cut before the answer. */
    record LoseAnswer() implements S3Fault {}

    /** Something happens before the request is carried out: another writer is faster, a latch makes it wait. */
    record Before(Runnable action) implements S3Fault {}
}
