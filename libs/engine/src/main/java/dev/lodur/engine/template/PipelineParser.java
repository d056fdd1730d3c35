package dev.lodur.engine.template;

import java.util.ArrayList;
import java.util.List;

/** Parses pipelines: the commands in an action, joined by bars. One thread. */
final class PipelineParser {
    private static final int MAX_DECLARATIONS = 2;

    private final Tokens tokens;
    private final Nesting nesting;
    private Scope scope = new Scope();

    PipelineParser(Tokens tokens, Nesting nesting) {
        this.tokens = tokens;
        this.nesting = nesting;
    }

    Scope scope() {
        return scope;
    }

    /** Replaces the known variables, for the body of another template; returns those that were known. */
    Scope swapScope(Scope other) {
        Scope before = scope;
        scope = other;
        return before;
    }

    Term.Pipeline pipeline(String context, TokenType end) {
        nesting.enter(tokens);
        int position = tokens.peekNonSpace().position();
        List<String> variables = new ArrayList<>();
        boolean assigns = declarations(variables, context);
        List<Term.Command> commands = new ArrayList<>();
        while (!tokens.peekNonSpace().is(end)) {
            if (!startsCommand(tokens.peek().type())) {
                throw tokens.unexpected(tokens.next(), context);
            }
            commands.add(command());
        }
        tokens.next();
        check(commands, context);
        nesting.leave();
        return new Term.Pipeline(position, List.copyOf(variables), assigns, List.copyOf(commands));
    }

    private void check(List<Term.Command> commands, String context) {
        if (commands.isEmpty()) {
            throw tokens.error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Term first = commands.get(i).first();
            if (first instanceof Term.Constant || first instanceof Term.Dot || first instanceof Term.NilTerm) {
                throw tokens.error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    /** Reads the variables that take the result, if any, and says whether they are known ones. */
    private boolean declarations(List<String> variables, String context) {
        while (tokens.peekNonSpace().is(TokenType.VARIABLE)) {
            int mark = tokens.mark();
            String name = tokens.next().text();
            Token after = tokens.peekNonSpace();
            boolean comma = after.is(TokenType.CHAR) && after.text().equals(",");
            if (!comma && !after.is(TokenType.ASSIGN) && !after.is(TokenType.DECLARE)) {
                tokens.backTo(mark);
                return false;
            }
            tokens.next();
            variables.add(name);
            scope.declare(name);
            if (!comma) {
                return after.is(TokenType.ASSIGN);
            }
            checkList(variables, context);
        }
        return false;
    }

    private void checkList(List<String> variables, String context) {
        if (!context.equals("range") || variables.size() >= MAX_DECLARATIONS) {
            throw tokens.error("too many declarations in " + context);
        }
        Token next = tokens.peekNonSpace();
        if (!next.is(TokenType.VARIABLE)
                && !next.is(TokenType.RIGHT_DELIMITER)
                && !next.is(TokenType.RIGHT_PARENTHESIS)) {
            throw tokens.error("range can only initialize variables");
        }
    }

    private static boolean startsCommand(TokenType type) {
        return switch (type) {
            case BOOL,
                    CHAR_CONSTANT,
                    DOT,
                    FIELD,
                    IDENTIFIER,
                    NUMBER,
                    NIL,
                    RAW_STRING,
                    STRING,
                    VARIABLE,
                    LEFT_PARENTHESIS -> true;
            case ERROR,
                    CHAR,
                    ASSIGN,
                    DECLARE,
                    END_OF_TEXT,
                    LEFT_DELIMITER,
                    PIPE,
                    RIGHT_DELIMITER,
                    RIGHT_PARENTHESIS,
                    SPACE,
                    TEXT,
                    BLOCK,
                    BREAK,
                    CONTINUE,
                    DEFINE,
                    ELSE,
                    END,
                    IF,
                    RANGE,
                    TEMPLATE,
                    WITH -> false;
        };
    }

    private Term.Command command() {
        int position = tokens.peekNonSpace().position();
        List<Term> words = new ArrayList<>();
        OperandParser operands = new OperandParser(tokens, this);
        while (true) {
            tokens.peekNonSpace();
            Term operand = operands.operand();
            if (operand != null) {
                words.add(operand);
            }
            if (!tokens.peek().is(TokenType.SPACE)) {
                break;
            }
            tokens.next();
        }
        Token end = tokens.peek();
        if (end.is(TokenType.PIPE)) {
            tokens.next();
        } else if (!end.is(TokenType.RIGHT_DELIMITER) && !end.is(TokenType.RIGHT_PARENTHESIS)) {
            throw tokens.unexpected(end, "operand");
        }
        if (words.isEmpty()) {
            throw tokens.error("empty command");
        }
        return new Term.Command(position, List.copyOf(words));
    }
}
