package dev.lodur.querier;

import dev.lodur.lokiapi.read.QueryTags;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.Tenant;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/**
 * Who asks: for which tenant, from where, and how to learn that nobody waits for the answer any more.
 *
 * @param whenGone is given what to do when the client goes away before its answer is complete; it may be done at once
 */
record Asker(Tenant tenant, QueryTags tags, Consumer<Runnable> whenGone) {

    static Asker of(RoutingContext routing, TenantResolver tenants) {
        return new Asker(
                tenants.one(routing.request().getHeader(TenantResolver.HEADER)),
                QueryTags.parse(routing.request().getHeader(QueryTags.HEADER)),
                action -> whenGone(routing, action));
    }

    private static void whenGone(RoutingContext routing, Runnable action) {
        routing.addEndHandler(result -> {
            if (result.failed()) {
                action.run();
            }
        });
        // A connection that was lost before the handler stood would never call it.
        if (routing.response().closed() && !routing.response().ended()) {
            action.run();
        }
    }
}
