package dev.lodur.logql;

import java.util.ArrayList;
import java.util.List;

/** Parses what follows a bar: a parser, a formatter or a label filter. */
final class StageParser {
    private final TokenStream tokens;
    private final LabelFilterParser filters;

    StageParser(TokenStream tokens, LabelFilterParser filters) {
        this.tokens = tokens;
        this.filters = filters;
    }

    Stage parse() {
        TokenType type = tokens.peek().type();
        if (type == TokenType.IDENTIFIER || type == TokenType.OPEN_PARENTHESIS) {
            return new Stage.Filter(filters.parse());
        }
        return switch (type) {
            case JSON -> parseJson();
            case LOGFMT -> parseLogfmt();
            case REGEXP -> parseRegexp();
            case PATTERN -> parsePattern();
            case UNPACK -> take(new Stage.Unpack());
            case DECOLORIZE -> take(new Stage.Decolorize());
            case LINE_FMT -> new Stage.LineFormat(parseString());
            case LABEL_FMT -> parseLabelFormat();
            case DROP -> new Stage.Drop(parseChoices());
            case KEEP -> new Stage.Keep(parseChoices());
            default -> throw tokens.unexpected();
        };
    }

    private Stage take(Stage stage) {
        tokens.next();
        return stage;
    }

    /** The string after the stage's name. */
    private String parseString() {
        tokens.next();
        return tokens.expect(TokenType.STRING).text();
    }

    private Stage parseJson() {
        tokens.next();
        return new Stage.Json(parseExtractions());
    }

    private Stage parseLogfmt() {
        tokens.next();
        boolean strict = false;
        boolean keepEmpty = false;
        while (tokens.at(TokenType.PARSER_FLAG)) {
            boolean isStrict = tokens.next().text().equals("--strict");
            strict |= isStrict;
            keepEmpty |= !isStrict;
        }
        return new Stage.Logfmt(strict, keepEmpty, parseExtractions());
    }

    private List<Stage.Extraction> parseExtractions() {
        List<Stage.Extraction> extractions = new ArrayList<>();
        if (!tokens.at(TokenType.IDENTIFIER)) {
            return extractions;
        }
        do {
            String label = tokens.expect(TokenType.IDENTIFIER).text();
            String path = tokens.accept(TokenType.EQ)
                    ? tokens.expect(TokenType.STRING).text()
                    : label;
            extractions.add(new Stage.Extraction(label, path));
        } while (tokens.accept(TokenType.COMMA));
        return extractions;
    }

    private Stage parseRegexp() {
        String regexp = parseString();
        String error = Regexps.extractionError(regexp);
        if (error != null) {
            throw ParseErrors.of("invalid regexp parser: " + error);
        }
        return new Stage.Regexp(regexp);
    }

    private Stage parsePattern() {
        String text = parseString();
        LinePattern pattern = LinePattern.parse(text);
        String error = pattern.extractionError();
        if (error != null) {
            throw ParseErrors.of("invalid pattern parser: " + error);
        }
        return new Stage.Pattern(pattern);
    }

    private Stage parseLabelFormat() {
        tokens.next();
        List<Stage.Target> targets = new ArrayList<>();
        do {
            targets.add(parseTarget());
        } while (tokens.accept(TokenType.COMMA));
        return new Stage.LabelFormat(targets);
    }

    private Stage.Target parseTarget() {
        String label = tokens.expect(TokenType.IDENTIFIER).text();
        tokens.expect(TokenType.EQ);
        if (tokens.at(TokenType.IDENTIFIER)) {
            return new Stage.Rename(label, tokens.next().text());
        }
        if (tokens.at(TokenType.STRING)) {
            return new Stage.Template(label, tokens.next().text());
        }
        throw tokens.unexpected(TokenType.IDENTIFIER, TokenType.STRING);
    }

    private List<Stage.Choice> parseChoices() {
        tokens.next();
        List<Stage.Choice> choices = new ArrayList<>();
        do {
            choices.add(parseChoice());
        } while (tokens.accept(TokenType.COMMA));
        return choices;
    }

    private Stage.Choice parseChoice() {
        String label = tokens.expect(TokenType.IDENTIFIER).text();
        MatchType type = Matchers.type(tokens.peek().type());
        if (type == null) {
            return new Stage.Choice(label, null);
        }
        tokens.next();
        String value = tokens.expect(TokenType.STRING).text();
        return new Stage.Choice(label, Matchers.matcher(label, type, value));
    }
}
