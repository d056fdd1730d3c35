package dev.lodur.logql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what may stand between a binary operator and its right side, and lists of labels in parentheses. */
final class MatchingParser {
    /** Whether a comparison answers 0 and 1, and how series are matched. */
    record Modifiers(boolean returnBool, @Nullable VectorMatching matching) {}

    private MatchingParser() {}

    static Modifiers parse(TokenStream tokens) {
        boolean returnBool = tokens.accept(TokenType.BOOL);
        boolean on = tokens.at(TokenType.ON);
        if (!on && !tokens.at(TokenType.IGNORING)) {
            return new Modifiers(returnBool, null);
        }
        tokens.next();
        List<String> labels = parseLabels(tokens);
        VectorMatching.Cardinality cardinality = cardinality(tokens);
        List<String> included = List.of();
        if (cardinality != VectorMatching.Cardinality.ONE_TO_ONE) {
            tokens.next();
            included = parseIncluded(tokens);
        }
        return new Modifiers(returnBool, new VectorMatching(on, labels, cardinality, included));
    }

    private static VectorMatching.Cardinality cardinality(TokenStream tokens) {
        if (tokens.at(TokenType.GROUP_LEFT)) {
            return VectorMatching.Cardinality.MANY_TO_ONE;
        }
        return tokens.at(TokenType.GROUP_RIGHT)
                ? VectorMatching.Cardinality.ONE_TO_MANY
                : VectorMatching.Cardinality.ONE_TO_ONE;
    }

    /** A parenthesis after {@code group_left} always begins labels, so the right side must not begin with one. */
    private static List<String> parseIncluded(TokenStream tokens) {
        return tokens.at(TokenType.OPEN_PARENTHESIS) ? parseLabels(tokens) : List.of();
    }

    /** {@code (a, b)} or {@code ()}. */
    static List<String> parseLabels(TokenStream tokens) {
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        if (tokens.accept(TokenType.CLOSE_PARENTHESIS)) {
            return List.of();
        }
        if (!tokens.at(TokenType.IDENTIFIER)) {
            throw tokens.unexpected(TokenType.IDENTIFIER, TokenType.CLOSE_PARENTHESIS);
        }
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.expect(TokenType.IDENTIFIER).text());
        } while (tokens.accept(TokenType.COMMA));
        if (!tokens.accept(TokenType.CLOSE_PARENTHESIS)) {
            throw tokens.unexpected(TokenType.COMMA, TokenType.CLOSE_PARENTHESIS);
        }
        return names;
    }
}
