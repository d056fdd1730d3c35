package dev.lodur.logql;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Parse errors in Loki's wording: {@code parse error at line 1, col 5: ...}, or without a place {@code parse error : ...}. */
final class ParseErrors {
    /** A list of expectations longer than this is left out of the text. */
    private static final int MAX_EXPECTED = 4;

    private ParseErrors() {}

    static LodurException of(String message) {
        return new LodurException(ErrorCode.INVALID_QUERY, "parse error : " + message);
    }

    static LodurException at(int line, int column, String message) {
        if (line == 0 && column == 0) {
            return of(message);
        }
        return new LodurException(
                ErrorCode.INVALID_QUERY, "parse error at line " + line + ", col " + column + ": " + message);
    }

    /** The parser can go no further; without expectations, or with many, only the token is named. */
    static LodurException unexpected(Token token, TokenType... expected) {
        String message = "syntax error: unexpected " + token.type().errorName();
        if (expected.length > 0 && expected.length <= MAX_EXPECTED) {
            message += Arrays.stream(expected)
                    .sorted()
                    .map(TokenType::errorName)
                    .collect(Collectors.joining(" or ", ", expecting ", ""));
        }
        return at(token.line(), token.column(), message);
    }
}
