/** Checks of the folder {@code nomad}: its jobs, templates and pages against what the services really offer. */
@NullMarked
package dev.lodur.standalone.nomad;

import org.jspecify.annotations.NullMarked;
