/** What every process starts with: command line, configuration file, and the bucket. */
@NullMarked
package dev.lodur.app;

import org.jspecify.annotations.NullMarked;
