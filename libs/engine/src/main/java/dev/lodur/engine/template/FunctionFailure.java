package dev.lodur.engine.template;

/** What a function says of arguments that it cannot work with; the execution adds where in the template that was. */
final class FunctionFailure extends Exception {
    private static final long serialVersionUID = 1L;

    FunctionFailure(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
