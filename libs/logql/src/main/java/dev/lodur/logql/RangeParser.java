package dev.lodur.logql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses log ranges. The range may stand after the selector or after the pipeline, with one pair of parentheses around
 * what precedes it; the offset follows the range; whole ranges may stand in parentheses again.
 */
final class RangeParser {
    private final TokenStream tokens;
    private final PipelineParser pipelines;

    RangeParser(TokenStream tokens) {
        this.tokens = tokens;
        this.pipelines = new PipelineParser(tokens);
    }

    LogRange parse() {
        if (tokens.at(TokenType.OPEN_BRACE)) {
            return parseRange(parseSource());
        }
        if (!tokens.accept(TokenType.OPEN_PARENTHESIS)) {
            throw tokens.unexpected(TokenType.OPEN_BRACE, TokenType.OPEN_PARENTHESIS);
        }
        tokens.enter();
        LogRange range = parseParentheses();
        tokens.leave();
        return range;
    }

    private LogRange parseParentheses() {
        if (tokens.at(TokenType.OPEN_PARENTHESIS)) {
            LogRange range = parse();
            tokens.expect(TokenType.CLOSE_PARENTHESIS);
            return range;
        }
        if (!tokens.at(TokenType.OPEN_BRACE)) {
            throw tokens.unexpected(TokenType.OPEN_BRACE, TokenType.OPEN_PARENTHESIS);
        }
        Source source = parseSource();
        if (tokens.at(TokenType.RANGE)) {
            LogRange range = parseRange(source);
            tokens.expect(TokenType.CLOSE_PARENTHESIS);
            return range;
        }
        if (!tokens.accept(TokenType.CLOSE_PARENTHESIS)) {
            throw source.unwrap() == null
                    ? tokens.unexpected()
                    : tokens.unexpected(TokenType.RANGE, TokenType.CLOSE_PARENTHESIS, TokenType.PIPE);
        }
        Token range = tokens.expect(TokenType.RANGE);
        Duration offset = parseOffset();
        if (source.isBare() && tokens.at(TokenType.PIPE)) {
            return source.withTail(List.of(), parseUnwrapOnly()).toRange(range, offset);
        }
        return source.toRange(range, offset);
    }

    /** Selector, stages and unwrap, as far as they stand before the range. */
    private record Source(
            List<LabelMatcher> matchers,
            List<Stage> stages,
            @Nullable Unwrap unwrap) {
        boolean isBare() {
            return stages.isEmpty() && unwrap == null;
        }

        Source withTail(List<Stage> newStages, @Nullable Unwrap newUnwrap) {
            return new Source(matchers, newStages, newUnwrap);
        }

        LogRange toRange(Token range, Duration offset) {
            return new LogRange(new LogExpr(matchers, stages), unwrap, range.duration(), offset);
        }
    }

    private Source parseSource() {
        List<LabelMatcher> matchers = pipelines.parseSelector();
        return parseTail(new Source(matchers, List.of(), null));
    }

    private Source parseTail(Source source) {
        List<Stage> stages = new ArrayList<>();
        Unwrap unwrap = pipelines.parseStagesAndUnwrap(stages);
        return source.withTail(stages, unwrap);
    }

    private LogRange parseRange(Source source) {
        if (!tokens.at(TokenType.RANGE)) {
            throw source.unwrap() == null ? tokens.unexpected() : tokens.unexpected(TokenType.RANGE, TokenType.PIPE);
        }
        Token range = tokens.next();
        Duration offset = parseOffset();
        return (source.isBare() ? parseTail(source) : source).toRange(range, offset);
    }

    private Unwrap parseUnwrapOnly() {
        tokens.expect(TokenType.PIPE);
        tokens.expect(TokenType.UNWRAP);
        return pipelines.parseUnwrap();
    }

    private Duration parseOffset() {
        return tokens.accept(TokenType.OFFSET)
                ? tokens.expect(TokenType.DURATION).duration()
                : Duration.ZERO;
    }
}
