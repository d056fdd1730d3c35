package dev.lodur.engine.template;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.List;

/** The tokens of a template as a parser reads them, with the errors in Go's words; one thread. */
final class Tokens {
    private final String templateName;
    private final List<Token> tokens;
    private int next;
    private int furthest;
    private int actionLine;

    Tokens(String templateName, String text) {
        this.templateName = templateName;
        this.tokens = Lexer.tokens(text);
    }

    Token next() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size());
        return token;
    }

    /** The token that is read next; at the end of the text that of the end, again and again. */
    Token peek() {
        int at = Math.min(next, tokens.size() - 1);
        furthest = Math.max(furthest, at);
        return tokens.get(at);
    }

    Token nextNonSpace() {
        skipSpace();
        return next();
    }

    Token peekNonSpace() {
        skipSpace();
        return peek();
    }

    private void skipSpace() {
        while (peek().is(TokenType.SPACE)) {
            next++;
        }
    }

    int mark() {
        return next;
    }

    void backTo(int mark) {
        next = mark;
    }

    Token expect(TokenType type, String context) {
        Token token = nextNonSpace();
        if (!token.is(type)) {
            throw unexpected(token, context);
        }
        return token;
    }

    void startAction(Token delimiter) {
        actionLine = delimiter.line();
    }

    void endAction() {
        actionLine = 0;
    }

    LodurException unexpected(Token token, String context) {
        if (!token.is(TokenType.ERROR)) {
            return error("unexpected " + token.shown() + " in " + context);
        }
        if (actionLine == 0 || actionLine == token.line()) {
            return error(token.text());
        }
        String started = " started at " + templateName + ":" + actionLine;
        return error(token.text() + (token.text().endsWith(" action") ? started : " in action" + started));
    }

    LodurException error(String message) {
        String text = "template: " + templateName + ":" + tokens.get(furthest).line() + ": " + message;
        return new LodurException(ErrorCode.INVALID_QUERY, text);
    }
}
