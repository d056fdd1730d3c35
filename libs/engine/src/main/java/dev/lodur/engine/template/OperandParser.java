package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one word of a command: a constant, a field, a variable, a function, a pipeline in parentheses. One thread. */
final class OperandParser {
    private final Tokens tokens;
    private final PipelineParser pipelines;

    OperandParser(Tokens tokens, PipelineParser pipelines) {
        this.tokens = tokens;
        this.pipelines = pipelines;
    }

    /** The next word with the fields that follow it, null where there is none. */
    @Nullable Term operand() {
        int mark = tokens.mark();
        Term term = term(tokens.nextNonSpace());
        if (term == null) {
            tokens.backTo(mark);
            tokens.peekNonSpace();
            return null;
        }
        if (!tokens.peek().is(TokenType.FIELD)) {
            return term;
        }
        int position = tokens.peek().position();
        List<String> names = new ArrayList<>();
        while (tokens.peek().is(TokenType.FIELD)) {
            names.add(tokens.next().text().substring(1));
        }
        return withFields(term, position, names);
    }

    private Term withFields(Term term, int position, List<String> names) {
        return switch (term) {
            case Term.Field field -> new Term.Field(position, joined(field.names(), names));
            case Term.Variable variable -> new Term.Variable(position, joined(variable.names(), names));
            case Term.Constant constant -> throw afterTerm(constant);
            case Term.NilTerm nil -> throw afterTerm(nil);
            case Term.Dot dot -> throw afterTerm(dot);
            case Term.Identifier identifier -> new Term.Chain(position, identifier, List.copyOf(names));
            case Term.Pipeline pipeline -> new Term.Chain(position, pipeline, List.copyOf(names));
            case Term.Command command -> new Term.Chain(position, command, List.copyOf(names));
            case Term.Chain chain -> new Term.Chain(position, chain, List.copyOf(names));
        };
    }

    private RuntimeException afterTerm(Term term) {
        return tokens.error("unexpected . after term " + GoQuote.quote(term.source()));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private @Nullable Term term(Token token) {
        int position = token.position();
        return switch (token.type()) {
            case IDENTIFIER -> new Term.Identifier(position, function(token.text()));
            case DOT -> new Term.Dot(position);
            case NIL -> new Term.NilTerm(position);
            case VARIABLE -> variable(token);
            case FIELD -> new Term.Field(position, List.of(token.text().substring(1)));
            case BOOL -> constant(token, Value.Truth.of(token.text().equals("true")));
            case NUMBER -> number(token);
            case CHAR_CONSTANT -> character(token);
            case STRING, RAW_STRING -> constant(token, new Value.Text(unquoted(token)));
            case LEFT_PARENTHESIS -> pipelines.pipeline("parenthesized pipeline", TokenType.RIGHT_PARENTHESIS);
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
                    WITH -> null;
        };
    }

    private Function function(String name) {
        Function function = FunctionTable.find(name);
        if (function == null) {
            throw tokens.error("function " + GoQuote.quote(name) + " not defined");
        }
        return function;
    }

    private Term variable(Token token) {
        if (!pipelines.scope().knows(token.text())) {
            throw tokens.error("undefined variable " + GoQuote.quote(token.text()));
        }
        return new Term.Variable(token.position(), List.of(token.text()));
    }

    private static Term constant(Token token, Value value) {
        return new Term.Constant(token.position(), token.text(), value, GoNumber.NONE);
    }

    private Term number(Token token) {
        try {
            GoNumber number = GoNumber.parse(token.text());
            return new Term.Constant(token.position(), token.text(), number.ideal(token.text()), number);
        } catch (FunctionFailure e) {
            throw tokens.error(e.text());
        }
    }

    private Term character(Token token) {
        String text = GoUnquote.text(token.text());
        if (text == null || GoText.characters(text) != 1) {
            throw tokens.error("malformed character constant: " + token.text());
        }
        GoNumber number = GoNumber.ofCharacter(text.codePointAt(0));
        return new Term.Constant(token.position(), token.text(), number.ideal(token.text()), number);
    }

    private String unquoted(Token token) {
        String text = GoUnquote.text(token.text());
        if (text == null) {
            throw tokens.error("invalid syntax");
        }
        return text;
    }
}
