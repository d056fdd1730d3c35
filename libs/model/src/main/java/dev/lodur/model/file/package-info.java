/**
 * The file system as Lodur needs it: few operations, each with what it promises about power loss, so that tests can run
 * everything on a layer that forgets what was not forced.
 */
@NullMarked
package dev.lodur.model.file;

import org.jspecify.annotations.NullMarked;
