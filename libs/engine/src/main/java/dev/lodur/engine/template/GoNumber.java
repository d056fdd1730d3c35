package dev.lodur.engine.template;

import dev.lodur.model.GoFloat;
import dev.lodur.model.GoQuote;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A number of a template, which becomes an integer or a float by what it is used for.
 *
 * @param whole empty where it is no integer
 * @param real empty where it is no float
 */
record GoNumber(OptionalLong whole, OptionalDouble real) {
    /** What a constant that is no number has. */
    static final GoNumber NONE = new GoNumber(OptionalLong.empty(), OptionalDouble.empty());

    /** Reads a number; one that is none throws with Go's words. */
    static GoNumber parse(String text) throws FunctionFailure {
        OptionalLong whole = GoInteger.parse(text);
        if (whole.isPresent()) {
            return new GoNumber(whole, OptionalDouble.of(whole.getAsLong()));
        }
        OptionalDouble real = GoFloat.parse(text.replace("_", ""));
        if (real.isEmpty()) {
            throw new FunctionFailure("illegal number syntax: " + GoQuote.quote(text));
        }
        if (!hasFloatSyntax(text)) {
            throw new FunctionFailure("integer overflow: " + GoQuote.quote(text));
        }
        double value = real.getAsDouble();
        boolean integral = Math.rint(value) == value && Math.abs(value) < 0x1p63;
        return new GoNumber(integral ? OptionalLong.of((long) value) : OptionalLong.empty(), real);
    }

    static GoNumber ofCharacter(int codePoint) {
        return new GoNumber(OptionalLong.of(codePoint), OptionalDouble.of(codePoint));
    }

    /** What the number is where nothing asks for a type: its syntax decides. */
    Value ideal(String text) {
        if (whole.isPresent() && !hasFloatSyntax(text)) {
            return Value.Whole.of(whole.getAsLong());
        }
        return new Value.Real(real.orElse(0));
    }

    private static boolean hasFloatSyntax(String text) {
        if (text.startsWith("'")) {
            return false;
        }
        boolean hexadecimal = text.length() > 2 && text.charAt(0) == '0' && (text.charAt(1) | 0x20) == 'x';
        return text.chars().anyMatch(c -> (hexadecimal ? "pP" : ".eEpP").indexOf(c) >= 0);
    }
}
