package dev.lodur.config;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects everything that is wrong with a configuration, so that one start shows all of it. Not thread-safe. */
final class Problems {
    private static final int SHOWN_MAX = 100;
    private static final int TEXT_LENGTH_MAX = 600;

    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String hint = "";

    /** Notes what makes the start impossible. {@code where} is a place such as {@code loki.yml:12}, or empty. */
    void error(String where, String text) {
        errors.add(at(where, text));
    }

    /** Notes what a person should know, once. */
    void warn(String where, String text) {
        String warning = at(where, text);
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    /** Adds advice below the errors, where there are any. */
    void hint(String text) {
        hint = "\n" + text;
    }

    private static String at(String where, String text) {
        String shown = text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + "...";
        return where.isEmpty() ? shown : where + ": " + shown;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Throws all errors as one {@link ErrorCode#INVALID_REQUEST}; more than one stand under a banner, a line each. */
    void throwErrors() {
        if (errors.size() == 1) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, errors.getFirst() + hint);
        }
        if (!errors.isEmpty()) {
            String lines = errors.stream()
                    .limit(SHOWN_MAX)
                    .map(error -> "CONFIG ERROR: " + error)
                    .collect(Collectors.joining("\n"));
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "multiple config errors found (" + errors.size() + ")\n" + lines + hint);
        }
    }
}
