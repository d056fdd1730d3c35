package dev.lodur.lokiapi.read;

/**
 * What is running: the answer of {@code status/buildinfo}.
 *
 * @param version the version that clients decide by which of Loki's features there are
 * @param runtimeVersion what Loki calls {@code goVersion}
 */
public record BuildInfo(
        String version, String revision, String branch, String buildUser, String buildDate, String runtimeVersion) {}
