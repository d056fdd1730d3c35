package dev.lodur.distributor;

/** Why lines were not stored: the {@code reason} label of {@code loki_discarded_samples_total}. */
public enum DiscardReason {
    MISSING_LABELS("missing_labels"),
    INVALID_LABELS("invalid_labels"),
    MAX_LABEL_NAMES_PER_SERIES("max_label_names_per_series"),
    LABEL_NAME_TOO_LONG("label_name_too_long"),
    LABEL_VALUE_TOO_LONG("label_value_too_long"),
    DUPLICATE_LABEL_NAMES("duplicate_label_names"),
    LINE_TOO_LONG("line_too_long"),
    GREATER_THAN_MAX_SAMPLE_AGE("greater_than_max_sample_age"),
    OLDER_THAN_RETENTION("older_than_retention"),
    TOO_FAR_IN_FUTURE("too_far_in_future"),
    INVALID_TIMESTAMP("invalid_timestamp"),
    DISALLOWED_STRUCTURED_METADATA("disallowed_structured_metadata"),
    STRUCTURED_METADATA_TOO_LARGE("structured_metadata_too_large"),
    STRUCTURED_METADATA_TOO_MANY("structured_metadata_too_many"),
    RATE_LIMITED("rate_limited"),
    PER_STREAM_RATE_LIMIT("per_stream_rate_limit"),
    REQUEST_BODY_TOO_LARGE("request_body_too_large");

    private final String label;

    DiscardReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
