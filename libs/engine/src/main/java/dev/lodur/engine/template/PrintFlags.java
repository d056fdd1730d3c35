package dev.lodur.engine.template;

/** What stands between the percent sign and the verb of a directive: flags, width and precision. One thread. */
final class PrintFlags {
    /** Stands for a width or precision that is not given. */
    static final int NONE = -1;

    private boolean plus;
    private boolean minus;
    private boolean sharp;
    private boolean space;
    private boolean zero;
    private boolean goSyntax;
    private int width = NONE;
    private int precision = NONE;

    /** Sets a flag, or says that the character is none. */
    boolean set(char flag) {
        switch (flag) {
            case '+' -> plus = true;
            case '-' -> minus = true;
            case '#' -> sharp = true;
            case ' ' -> space = true;
            case '0' -> zero = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    void width(int given) {
        minus |= given < 0;
        width = Math.abs(given);
    }

    void precision(int given) {
        precision = given;
    }

    /** Plus and sharp ask for other forms of a value rather than of a number. */
    PrintFlags forVerb(int verb) {
        if (verb == 'v') {
            goSyntax = sharp;
            sharp = false;
            plus = false;
        }
        return this;
    }

    boolean plus() {
        return plus;
    }

    boolean minus() {
        return minus;
    }

    boolean sharp() {
        return sharp;
    }

    boolean space() {
        return space;
    }

    /** Whether to fill up with zeros, which is only done on the left. */
    boolean zero() {
        return zero && !minus;
    }

    boolean goSyntax() {
        return goSyntax;
    }

    int width() {
        return width;
    }

    int precision() {
        return precision;
    }

    boolean hasWidth() {
        return width != NONE;
    }

    boolean hasPrecision() {
        return precision != NONE;
    }
}
