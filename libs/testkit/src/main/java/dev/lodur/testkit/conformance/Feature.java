package dev.lodur.testkit.conformance;

/** What a case may need beyond selecting lines: what a server can lack and still be of use. */
public enum Feature {
    /** {@code json}, {@code logfmt}, {@code regexp}, {@code pattern}, {@code unpack}, {@code unwrap}. */
    PARSER_STAGE,
    /** {@code line_format}, {@code label_format}, {@code decolorize}, {@code drop}, {@code keep}. */
    FORMAT_STAGE,
    /** A metric query other than a literal or an instant {@code sum(count_over_time({..} filters [range]))}. */
    METRIC_QUERY,
    DETECTED,
    PATTERNS,
    DELETE_REQUESTS,
    RULES
}
