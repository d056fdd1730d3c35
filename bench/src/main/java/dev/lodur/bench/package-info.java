/** Measurements: JMH benchmarks of the kernels, and a load run against a server. Nothing here is part of a service. */
@NullMarked
package dev.lodur.bench;

import org.jspecify.annotations.NullMarked;
