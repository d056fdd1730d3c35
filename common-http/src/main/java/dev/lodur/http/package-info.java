/** What the HTTP edges of all services share: errors, tenants, bodies, request metrics and status pages. */
@NullMarked
package dev.lodur.http;

import org.jspecify.annotations.NullMarked;
