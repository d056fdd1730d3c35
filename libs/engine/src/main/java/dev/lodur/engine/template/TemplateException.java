package dev.lodur.engine.template;

/**
 * The failure of a template on one line, with Go's message: {@code template: line:1:3: executing "line" at <div 1 0>: error
 * calling div: runtime error: integer divide by zero}.
 *
 * <p>It has no stack trace: it may be thrown once for each line and tells about data, not about code.
 */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message, null, false, false);
    }

    /** The message; never null, unlike {@link #getMessage()} by its declaration. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
