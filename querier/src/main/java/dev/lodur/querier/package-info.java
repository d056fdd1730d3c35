/** The querier: asks ingesters and the bucket, runs LogQL over what they hold, and answers in Loki's shapes. */
@NullMarked
package dev.lodur.querier;

import org.jspecify.annotations.NullMarked;
