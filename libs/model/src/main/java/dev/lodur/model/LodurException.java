package dev.lodur.model;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Lodur: an {@link ErrorCode} and a text for the person who has to act on it.
 *
 * <p>The text is lower case without a full stop, names the value at fault and, where there is one, the limit and the
 * setting that changes it. It goes to clients as it is, so it holds no secrets and no stack traces.
 */
public final class LodurException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public LodurException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public LodurException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** The text for the client; never null, unlike {@link #getMessage()} by its declaration. */
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
