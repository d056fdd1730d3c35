/** What an operator runs to its end, with what it works on given to it. */
@NullMarked
package dev.lodur.compactor.command;

import org.jspecify.annotations.NullMarked;
