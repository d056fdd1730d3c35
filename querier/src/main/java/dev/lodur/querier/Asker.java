package dev.lodur.querier;

import dev.lodur.lokiapi.read.QueryTags;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who asks: for which tenants, from where, and how to learn that nobody waits for the answer any more.
 *
 * @param tenants at least one, sorted, each once
 * @param pruned whether the filters of segments may leave out blocks, which a header can forbid
 * @param whenGone is given what to do when the client goes away before its answer is complete; it may be done at once
 */
record Asker(List<Tenant> tenants, QueryTags tags, boolean pruned, Consumer<Runnable> whenGone) {
    /** Says {@code off} where a query is to be answered without the filters of segments. */
    private static final String PRUNE_HEADER = "X-Lodur-Prune";

    private static final String OFF = "off";

    Asker {
        tenants = List.copyOf(tenants);
    }

    Asker(Tenant tenant, QueryTags tags, Consumer<Runnable> whenGone) {
        this(List.of(tenant), tags, true, whenGone);
    }

    static Asker of(RoutingContext routing, TenantResolver tenants) {
        return new Asker(
                tenants.many(routing.request().getHeader(TenantResolver.HEADER)),
                QueryTags.parse(routing.request().getHeader(QueryTags.HEADER)),
                !OFF.equalsIgnoreCase(routing.request().getHeader(PRUNE_HEADER)),
                action -> whenGone(routing, action));
    }

    /** The one tenant of a request that cannot be for several, which are refused. */
    Tenant tenant() {
        if (tenants.size() > 1) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "multiple org IDs present");
        }
        return tenants.getFirst();
    }

    /** The tenants as the header names them. */
    String orgId() {
        return tenants.stream().map(Tenant::id).collect(Collectors.joining("|"));
    }

    /** What may be asked: of several tenants the strictest limits. */
    QueryLimits limits(TenantLimits.Source limits) {
        return tenants.stream()
                .map(tenant -> limits.of(tenant).query())
                .reduce(QueryLimits::strictest)
                .orElseThrow();
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
