/**
 * Loki's configuration file and command line, read strictly and turned into small checked records.
 *
 * <p>The way of a value: {@code loki-keys.txt} knows every key ({@link dev.lodur.config.KeyRegistry}); the file
 * ({@link dev.lodur.config.LokiYaml}) and then the flags ({@link dev.lodur.config.CommandLine}) fill
 * {@link dev.lodur.config.Settings}; {@code common} fills what is still at its default
 * ({@link dev.lodur.config.CommonInheritance}); {@link dev.lodur.config.LokiConfig} is what the services see.
 */
@NullMarked
package dev.lodur.config;

import org.jspecify.annotations.NullMarked;
