package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses a template's text into blocks of nodes, one for each template that it defines; one use. */
final class Parser {
    private final String name;
    private final Tokens tokens;
    private final Nesting nesting = new Nesting();
    private final PipelineParser pipelines;
    private final Map<String, Node.Block> templates = new HashMap<>();
    private int rangeDepth;

    private Parser(String name, String text) {
        this.name = name;
        this.tokens = new Tokens(name, text);
        this.pipelines = new PipelineParser(tokens, nesting);
    }

    /** The templates by name; that of the text itself has the given one. */
    static Map<String, Node.Block> parse(String name, String text) {
        Parser parser = new Parser(name, text);
        parser.parseAll();
        return Map.copyOf(parser.templates);
    }

    /** What ended a list of nodes. */
    private enum Ending {
        END("{{end}}"),
        ELSE("{{else}}"),
        ELSE_CONTROL("{{else}}");

        private final String source;

        Ending(String source) {
            this.source = source;
        }
    }

    private record Section(Node.Block block, Ending ending) {}

    private void parseAll() {
        List<Node> nodes = new ArrayList<>();
        while (!tokens.peek().is(TokenType.END_OF_TEXT)) {
            int mark = tokens.mark();
            Token delimiter = tokens.next();
            if (delimiter.is(TokenType.LEFT_DELIMITER) && tokens.nextNonSpace().is(TokenType.DEFINE)) {
                definition();
                continue;
            }
            tokens.backTo(mark);
            Ending ending = nodeOrEnding(nodes);
            if (ending != null) {
                throw tokens.error("unexpected " + ending.source);
            }
        }
        define(name, new Node.Block(List.copyOf(nodes)));
    }

    private void define(String defined, Node.Block block) {
        Node.Block before = templates.get(defined);
        if (before == null || before.isBlank()) {
            templates.put(defined, block);
        } else if (!block.isBlank()) {
            throw tokens.error("template: multiple definition of template " + GoQuote.quote(defined));
        }
    }

    private void definition() {
        String defined = templateName(tokens.nextNonSpace(), "define clause");
        tokens.expect(TokenType.RIGHT_DELIMITER, "define clause");
        define(defined, separateBody("define clause"));
    }

    /** The body of another template, which sees no variables of this one. */
    private Node.Block separateBody(String context) {
        Scope scope = pipelines.swapScope(new Scope());
        int outerRanges = rangeDepth;
        rangeDepth = 0;
        Section section = section();
        if (section.ending() != Ending.END) {
            throw tokens.error("unexpected " + section.ending().source + " in " + context);
        }
        rangeDepth = outerRanges;
        pipelines.swapScope(scope);
        return section.block();
    }

    private Section section() {
        nesting.enter(tokens);
        List<Node> nodes = new ArrayList<>();
        while (!tokens.peekNonSpace().is(TokenType.END_OF_TEXT)) {
            Ending ending = nodeOrEnding(nodes);
            if (ending != null) {
                nesting.leave();
                return new Section(new Node.Block(List.copyOf(nodes)), ending);
            }
        }
        throw tokens.error("unexpected EOF");
    }

    /** Adds the next node; or returns what ends the list instead. */
    private @Nullable Ending nodeOrEnding(List<Node> nodes) {
        Token token = tokens.nextNonSpace();
        if (token.is(TokenType.TEXT)) {
            nodes.add(new Node.Literal(token.text()));
            return null;
        }
        if (!token.is(TokenType.LEFT_DELIMITER)) {
            throw tokens.unexpected(token, "input");
        }
        tokens.startAction(token);
        Token first = tokens.peekNonSpace();
        if (first.is(TokenType.END)) {
            tokens.next();
            tokens.expect(TokenType.RIGHT_DELIMITER, "end");
            tokens.endAction();
            return Ending.END;
        }
        if (first.is(TokenType.ELSE)) {
            tokens.next();
            return otherwise();
        }
        nodes.add(action(first));
        tokens.endAction();
        return null;
    }

    private Ending otherwise() {
        Token next = tokens.peekNonSpace();
        if (next.is(TokenType.IF) || next.is(TokenType.WITH)) {
            return Ending.ELSE_CONTROL;
        }
        tokens.expect(TokenType.RIGHT_DELIMITER, "else");
        tokens.endAction();
        return Ending.ELSE;
    }

    private Node action(Token first) {
        return switch (first.type()) {
            case BLOCK -> {
                tokens.next();
                yield block();
            }
            case BREAK -> jump(tokens.next(), new Node.Break());
            case CONTINUE -> jump(tokens.next(), new Node.Continue());
            case IF, WITH, RANGE -> control(tokens.next().type());
            case TEMPLATE -> {
                tokens.next();
                yield invoke();
            }
            case ERROR,
                    BOOL,
                    CHAR,
                    CHAR_CONSTANT,
                    ASSIGN,
                    DECLARE,
                    END_OF_TEXT,
                    FIELD,
                    IDENTIFIER,
                    LEFT_DELIMITER,
                    LEFT_PARENTHESIS,
                    NUMBER,
                    PIPE,
                    RAW_STRING,
                    RIGHT_DELIMITER,
                    RIGHT_PARENTHESIS,
                    SPACE,
                    STRING,
                    TEXT,
                    VARIABLE,
                    DOT,
                    DEFINE,
                    ELSE,
                    END,
                    NIL -> command();
        };
    }

    private Node command() {
        Node.Action action = new Node.Action(pipelines.pipeline("command", TokenType.RIGHT_DELIMITER));
        Term.Pipeline pipeline = action.pipeline();
        boolean plain = pipeline.variables().isEmpty() && pipeline.commands().size() == 1;
        List<Term> words = pipeline.commands().getFirst().words();
        boolean field = plain
                && words.size() == 1
                && words.getFirst() instanceof Term.Field(int at, List<String> names)
                && names.size() == 1;
        return field
                ? new Node.FieldAction(
                        action, ((Term.Field) words.getFirst()).names().getFirst())
                : action;
    }

    private Node jump(Token keyword, Node jump) {
        String shown = "{{" + keyword.text() + "}}";
        Token next = tokens.nextNonSpace();
        if (!next.is(TokenType.RIGHT_DELIMITER)) {
            throw tokens.unexpected(next, shown);
        }
        if (rangeDepth == 0) {
            throw tokens.error(shown + " outside {{range}}");
        }
        return jump;
    }

    private Node control(TokenType type) {
        int mark = pipelines.scope().mark();
        String context = type == TokenType.IF ? "if" : type == TokenType.WITH ? "with" : "range";
        Term.Pipeline pipeline = pipelines.pipeline(context, TokenType.RIGHT_DELIMITER);
        tokens.endAction();
        rangeDepth += type == TokenType.RANGE ? 1 : 0;
        Section section = section();
        rangeDepth -= type == TokenType.RANGE ? 1 : 0;
        Node.Block otherwise = section.ending() == Ending.END ? Node.Block.EMPTY : elseBlock(section.ending(), type);
        pipelines.scope().backTo(mark);
        return switch (type) {
            case IF -> new Node.If(pipeline, section.block(), otherwise);
            case WITH -> new Node.With(pipeline, section.block(), otherwise);
            default -> new Node.Range(pipeline, section.block(), otherwise);
        };
    }

    private Node.Block elseBlock(Ending ending, TokenType type) {
        if (ending == Ending.ELSE_CONTROL && tokens.peek().is(type)) {
            tokens.next();
            nesting.enter(tokens);
            Node nested = control(type);
            nesting.leave();
            return new Node.Block(List.of(nested));
        }
        Section section = section();
        if (section.ending() != Ending.END) {
            throw tokens.error("expected end; found " + section.ending().source);
        }
        return section.block();
    }

    private Node block() {
        Token nameToken = tokens.nextNonSpace();
        String defined = templateName(nameToken, "block clause");
        Term.Pipeline pipeline = pipelines.pipeline("block clause", TokenType.RIGHT_DELIMITER);
        tokens.endAction();
        define(defined, separateBody("block clause"));
        return new Node.Invoke(nameToken.position(), defined, pipeline);
    }

    private Node invoke() {
        Token nameToken = tokens.nextNonSpace();
        String invoked = templateName(nameToken, "template clause");
        if (tokens.peekNonSpace().is(TokenType.RIGHT_DELIMITER)) {
            tokens.next();
            return new Node.Invoke(nameToken.position(), invoked, null);
        }
        return new Node.Invoke(
                nameToken.position(), invoked, pipelines.pipeline("template clause", TokenType.RIGHT_DELIMITER));
    }

    private String templateName(Token token, String context) {
        if (!token.is(TokenType.STRING) && !token.is(TokenType.RAW_STRING)) {
            throw tokens.unexpected(token, context);
        }
        String text = GoUnquote.text(token.text());
        if (text == null) {
            throw tokens.error("invalid syntax");
        }
        return text;
    }
}
