package dev.lodur.config;

/** {@code server.log_format}. */
public enum LogFormat {
    LOGFMT,
    JSON
}
