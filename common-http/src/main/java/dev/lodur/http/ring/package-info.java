/** The ring of ingesters as operators see it. */
@NullMarked
package dev.lodur.http.ring;

import org.jspecify.annotations.NullMarked;
