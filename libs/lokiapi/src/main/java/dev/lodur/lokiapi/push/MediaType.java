package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Locale;

/** The type in a {@code Content-Type} header (RFC 2045), with the errors that Loki gives for a broken one. */
final class MediaType {
    static final String JSON = "application/json";
    static final String PROTOBUF = "application/x-protobuf";

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`{|}~";

    private MediaType() {}

    /** The type in lower case; its parameters are checked and forgotten. */
    static String parse(String header) {
        int semicolon = header.indexOf(';');
        String type = (semicolon < 0 ? header : header.substring(0, semicolon)).strip();
        if (type.isEmpty()) {
            throw invalid("mime: no media type");
        }
        int slash = type.indexOf('/');
        boolean wellFormed =
                slash < 0 ? isToken(type) : isToken(type.substring(0, slash)) && isToken(type.substring(slash + 1));
        if (!wellFormed) {
            throw invalid("mime: unexpected content after media type");
        }
        checkParameters(semicolon < 0 ? "" : header.substring(semicolon));
        return type.toLowerCase(Locale.ROOT);
    }

    private static void checkParameters(String parameters) {
        String rest = parameters.strip();
        while (!rest.isEmpty() && !rest.equals(";")) {
            if (rest.charAt(0) != ';') {
                throw invalid("mime: invalid media parameter");
            }
            rest = rest.substring(1).stripLeading();
            int equals = rest.indexOf('=');
            if (equals <= 0 || !isToken(rest.substring(0, equals))) {
                throw invalid("mime: invalid media parameter");
            }
            int end = valueEnd(rest, equals + 1);
            rest = rest.substring(end).strip();
        }
    }

    private static int valueEnd(String text, int start) {
        int at = start;
        if (at < text.length() && text.charAt(at) == '"') {
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
            }
            if (at >= text.length()) {
                throw invalid("mime: invalid media parameter");
            }
            return at + 1;
        }
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw invalid("mime: invalid media parameter");
        }
        return at;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(MediaType::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    private static LodurException invalid(String text) {
        return new LodurException(ErrorCode.INVALID_REQUEST, text);
    }
}
