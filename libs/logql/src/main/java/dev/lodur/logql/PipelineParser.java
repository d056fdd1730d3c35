package dev.lodur.logql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses selectors and the stages that follow them; each kind of stage is parsed by {@link StageParser}. */
final class PipelineParser {
    private final TokenStream tokens;
    private final StageParser stageParser;
    private final LabelFilterParser filters;

    PipelineParser(TokenStream tokens) {
        this.tokens = tokens;
        this.filters = new LabelFilterParser(tokens);
        this.stageParser = new StageParser(tokens, filters);
    }

    List<LabelMatcher> parseSelector() {
        tokens.expect(TokenType.OPEN_BRACE);
        if (tokens.accept(TokenType.CLOSE_BRACE)) {
            return List.of();
        }
        if (!tokens.at(TokenType.IDENTIFIER)) {
            throw tokens.unexpected(TokenType.IDENTIFIER, TokenType.CLOSE_BRACE);
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        do {
            matchers.add(parseMatcher());
        } while (tokens.accept(TokenType.COMMA));
        if (!tokens.accept(TokenType.CLOSE_BRACE)) {
            throw tokens.unexpected(TokenType.CLOSE_BRACE, TokenType.COMMA);
        }
        return matchers;
    }

    private LabelMatcher parseMatcher() {
        String name = tokens.expect(TokenType.IDENTIFIER).text();
        MatchType type = Matchers.type(tokens.peek().type());
        if (type == null) {
            throw tokens.unexpected(TokenType.EQ, TokenType.RE, TokenType.NRE, TokenType.NEQ);
        }
        tokens.next();
        return Matchers.matcher(name, type, tokens.expect(TokenType.STRING).text());
    }

    List<Stage> parseStages() {
        List<Stage> stages = new ArrayList<>();
        while (true) {
            if (tokens.accept(TokenType.PIPE)) {
                stages.add(stageParser.parse());
            } else if (!parseLineFilter(stages)) {
                return stages;
            }
        }
    }

    /** Adds the stages to the list; what {@code | unwrap} says comes last and is the answer. */
    @Nullable Unwrap parseStagesAndUnwrap(List<Stage> stages) {
        while (true) {
            if (parseLineFilter(stages)) {
                continue;
            }
            if (!tokens.accept(TokenType.PIPE)) {
                return null;
            }
            if (tokens.accept(TokenType.UNWRAP)) {
                return parseUnwrap();
            }
            stages.add(stageParser.parse());
        }
    }

    private boolean parseLineFilter(List<Stage> stages) {
        LineFilter.Operator operator = LineFilterParser.operator(tokens.peek().type());
        if (operator == null) {
            return false;
        }
        tokens.next();
        LineFilterParser.parse(tokens, operator, stages);
        return true;
    }

    /** What follows the word {@code unwrap}. */
    Unwrap parseUnwrap() {
        Unwrap.Conversion conversion = Unwrap.Conversion.NONE;
        String label;
        if (tokens.peek().type().meaning() instanceof Unwrap.Conversion named) {
            conversion = named;
            tokens.next();
            tokens.expect(TokenType.OPEN_PARENTHESIS);
            label = tokens.expect(TokenType.IDENTIFIER).text();
            tokens.expect(TokenType.CLOSE_PARENTHESIS);
        } else if (tokens.at(TokenType.IDENTIFIER)) {
            label = tokens.next().text();
        } else {
            throw tokens.unexpected(
                    TokenType.IDENTIFIER,
                    TokenType.BYTES_CONV,
                    TokenType.DURATION_CONV,
                    TokenType.DURATION_SECONDS_CONV);
        }
        List<LabelFilter> conditions = new ArrayList<>();
        while (tokens.accept(TokenType.PIPE)) {
            conditions.add(filters.parse());
        }
        return new Unwrap(label, conversion, conditions);
    }
}
