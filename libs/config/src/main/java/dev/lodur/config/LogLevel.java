package dev.lodur.config;

/** {@code server.log_level}. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
