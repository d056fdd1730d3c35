package dev.lodur.logql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of token, with the names that error texts give them.
 *
 * <p>The order of the constants is the order in which an error text lists what it expected. Operators and reserved
 * words are named by their text, functions and literals by the constant. A function's name is a token of its own only
 * where an argument list or a grouping follows; anywhere else it is an identifier, so that labels may be called so.
 */
enum TokenType {
    BYTES,
    IDENTIFIER,
    STRING,
    NUMBER,
    PARSER_FLAG,
    DURATION,
    RANGE,
    EQ("="),
    RE("=~"),
    NRE("!~"),
    NPA("!>"),
    OPEN_BRACE("{"),
    CLOSE_BRACE("}"),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    COMMA(","),
    DOT("."),
    PIPE_MATCH("|~"),
    PIPE_EXACT("|="),
    PIPE_PATTERN("|>"),
    OPEN_PARENTHESIS("("),
    CLOSE_PARENTHESIS(")"),
    BY("by"),
    WITHOUT("without"),
    COUNT_OVER_TIME(RangeOperation.COUNT_OVER_TIME),
    RATE(RangeOperation.RATE),
    RATE_COUNTER(RangeOperation.RATE_COUNTER),
    SUM(VectorOperation.SUM),
    SORT(VectorOperation.SORT),
    SORT_DESC(VectorOperation.SORT_DESC),
    AVG(VectorOperation.AVG),
    MAX(VectorOperation.MAX),
    MIN(VectorOperation.MIN),
    COUNT(VectorOperation.COUNT),
    STDDEV(VectorOperation.STDDEV),
    STDVAR(VectorOperation.STDVAR),
    BOTTOMK(VectorOperation.BOTTOMK),
    TOPK(VectorOperation.TOPK),
    APPROX_TOPK(VectorOperation.APPROX_TOPK),
    BYTES_OVER_TIME(RangeOperation.BYTES_OVER_TIME),
    BYTES_RATE(RangeOperation.BYTES_RATE),
    BOOL("bool"),
    JSON("json"),
    REGEXP("regexp"),
    LOGFMT("logfmt"),
    PIPE("|"),
    LINE_FMT("line_format"),
    LABEL_FMT("label_format"),
    UNWRAP("unwrap"),
    AVG_OVER_TIME(RangeOperation.AVG_OVER_TIME),
    SUM_OVER_TIME(RangeOperation.SUM_OVER_TIME),
    MIN_OVER_TIME(RangeOperation.MIN_OVER_TIME),
    MAX_OVER_TIME(RangeOperation.MAX_OVER_TIME),
    STDVAR_OVER_TIME(RangeOperation.STDVAR_OVER_TIME),
    STDDEV_OVER_TIME(RangeOperation.STDDEV_OVER_TIME),
    QUANTILE_OVER_TIME(RangeOperation.QUANTILE_OVER_TIME),
    BYTES_CONV(Unwrap.Conversion.BYTES),
    DURATION_CONV(Unwrap.Conversion.DURATION),
    DURATION_SECONDS_CONV(Unwrap.Conversion.DURATION_SECONDS),
    FIRST_OVER_TIME(RangeOperation.FIRST_OVER_TIME),
    LAST_OVER_TIME(RangeOperation.LAST_OVER_TIME),
    ABSENT_OVER_TIME(RangeOperation.ABSENT_OVER_TIME),
    VECTOR(Role.FUNCTION, "vector", "VECTOR"),
    LABEL_REPLACE(Role.FUNCTION, "label_replace", "LABEL_REPLACE"),
    UNPACK("unpack"),
    OFFSET("offset"),
    PATTERN("pattern"),
    IP(Role.FUNCTION, "ip", "ip"),
    ON("on"),
    IGNORING("ignoring"),
    GROUP_LEFT("group_left"),
    GROUP_RIGHT("group_right"),
    DECOLORIZE("decolorize"),
    DROP("drop"),
    KEEP("keep"),
    VARIANTS(Role.FUNCTION, "variants", "variants"),
    OF(Role.FUNCTION, "of", "of"),
    OR(BinaryOperator.OR),
    AND(BinaryOperator.AND),
    UNLESS(BinaryOperator.UNLESS),
    CMP_EQ(BinaryOperator.EQUAL),
    NEQ(BinaryOperator.NOT_EQUAL),
    LT(BinaryOperator.LESS),
    LTE(BinaryOperator.LESS_OR_EQUAL),
    GT(BinaryOperator.GREATER),
    GTE(BinaryOperator.GREATER_OR_EQUAL),
    ADD(BinaryOperator.ADD),
    SUB(BinaryOperator.SUBTRACT),
    MUL(BinaryOperator.MULTIPLY),
    DIV(BinaryOperator.DIVIDE),
    MOD(BinaryOperator.MODULO),
    POW(BinaryOperator.POWER),
    END(Role.LITERAL, "", "$end");

    private enum Role {
        LITERAL,
        RESERVED,
        FUNCTION
    }

    private static final Map<String, TokenType> RESERVED = byText(Role.RESERVED);
    private static final Map<String, TokenType> FUNCTIONS = byText(Role.FUNCTION);

    private final Role role;
    private final String text;
    private final String errorName;
    private final @Nullable Enum<?> meaning;

    TokenType() {
        this(Role.LITERAL, "", "");
    }

    TokenType(String reserved) {
        this(Role.RESERVED, reserved, reserved);
    }

    TokenType(Role role, String text, String errorName) {
        this(role, text, errorName, null);
    }

    TokenType(RangeOperation operation) {
        this(Role.FUNCTION, operation.text(), operation.name(), operation);
    }

    TokenType(VectorOperation operation) {
        this(Role.FUNCTION, operation.text(), operation.name(), operation);
    }

    TokenType(Unwrap.Conversion conversion) {
        this(Role.FUNCTION, conversion.text(), conversion.name() + "_CONV", conversion);
    }

    TokenType(BinaryOperator operator) {
        this(Role.RESERVED, operator.text(), operator.text(), operator);
    }

    TokenType(Role role, String text, String errorName, @Nullable Enum<?> meaning) {
        this.role = role;
        this.text = text;
        this.errorName = errorName;
        this.meaning = meaning;
    }

    /** What the grammar knows by this word: an operation, an operator, a conversion; null for the others. */
    @Nullable Enum<?> meaning() {
        return meaning;
    }

    String errorName() {
        return errorName.isEmpty() ? name() : errorName;
    }

    static TokenType reserved(String text) {
        return RESERVED.getOrDefault(text.toLowerCase(Locale.ROOT), IDENTIFIER);
    }

    static TokenType function(String text) {
        return FUNCTIONS.getOrDefault(text.toLowerCase(Locale.ROOT), IDENTIFIER);
    }

    private static Map<String, TokenType> byText(Role role) {
        Map<String, TokenType> types = new HashMap<>();
        for (TokenType type : values()) {
            if (type.role == role) {
                types.put(type.text, type);
            }
        }
        return Map.copyOf(types);
    }
}
