/**
 * What tests of several modules share: a file layer that loses power, a clock that is moved by hand, a loop over every
 * place where a process can die. Nothing here is part of the product.
 */
@NullMarked
package dev.lodur.testkit;

import org.jspecify.annotations.NullMarked;
