package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/** Turns every failure of a request into the answer that Loki gives: plain text, no envelope. */
public final class HttpErrors {
    private HttpErrors() {}

    /** The answer for a path that no route takes. */
    public static HttpError pageNotFound() {
        return HttpError.plainText(404, "404 page not found");
    }

    /** The answer for a method that a route does not take. */
    public static HttpError methodNotAllowed() {
        return HttpError.plainText(405, "method not allowed");
    }

    /**
     * The answer for a failure. Only a {@link LodurException} speaks to clients: the text of any other is for our log
     * ({@link #isDefect} tells which), because it may name what is none of theirs.
     */
    public static HttpError of(Throwable failure) {
        return failure instanceof LodurException e
                ? HttpError.plainText(e.code().httpStatus(), e.text())
                : HttpError.plainText(ErrorCode.INTERNAL.httpStatus(), "internal error: the server's log says more");
    }

    /** Whether a failure belongs into the log with its trace. */
    public static boolean isDefect(Throwable failure) {
        return !(failure instanceof LodurException e) || e.code().httpStatus() == ErrorCode.INTERNAL.httpStatus();
    }
}
