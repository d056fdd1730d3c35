package dev.lodur.engine;

import dev.lodur.logql.LineFilter;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.Stage;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Reads several tenants as if they were one whose streams have the label {@code __tenant_id__}: it can be matched,
 * filtered and grouped by like any other. Immutable and thread-safe.
 *
 * <p>Sources of each tenant are opened without the label, so neither ingesters nor segments need to know of it.
 */
public final class SeveralTenants {
    private final List<Tenant> tenants;

    public SeveralTenants(List<Tenant> tenants) {
        this.tenants = List.copyOf(tenants);
    }

    /**
     * The sources of all tenants that the request's selector leaves.
     *
     * @param request whose tenant does not count
     * @param each opens those of one tenant; what it has opened is closed where it fails for a later one
     */
    public QuerySources open(SelectRequest request, SourceOpener each) {
        LogExpr query = parse(request.query());
        TenantMatchers matchers = TenantMatchers.of(query.matchers());
        LogExpr part = new LogExpr(matchers.ofStreams(), withoutLabel(query.stages()));
        int limit = part.stages().size() == query.stages().size() ? request.limit() : 0;
        List<SelectReply> replies = new ArrayList<>();
        List<BlockCandidate> candidates = new ArrayList<>();
        Deletions deletions = Deletions.NONE;
        boolean complete = false;
        try {
            for (Tenant tenant : selected(matchers)) {
                TenantLabel label = new TenantLabel(tenant);
                SelectRequest own = new SelectRequest(
                        tenant, part.toString(), request.range(), request.direction(), limit, Projection.LINES);
                QuerySources sources = each.open(own, LogQueryPlan.compile(part));
                deletions = deletions.and(sources.deletions().ofTenant(tenant));
                sources.replies().forEach(reply -> replies.add(new LabelledReply(reply, whole(request), label)));
                sources.candidates().forEach(candidate -> candidates.add(new LabelledCandidate(candidate, label)));
            }
            complete = true;
            return new QuerySources(replies, candidates, deletions);
        } finally {
            if (!complete) {
                replies.forEach(SelectReply::close);
            }
        }
    }

    /**
     * The streams of all tenants that a selector leaves.
     *
     * @param each finds those of one tenant
     */
    public List<StreamSummary> streams(
            StreamSelector selector, BiFunction<Tenant, StreamSelector, List<StreamSummary>> each) {
        TenantMatchers matchers = TenantMatchers.of(selector.matchers());
        StreamSelector ofStreams = StreamSelector.of(matchers.ofStreams());
        List<StreamSummary> all = new ArrayList<>();
        for (Tenant tenant : selected(matchers)) {
            TenantLabel label = new TenantLabel(tenant);
            each.apply(tenant, ofStreams).forEach(summary -> all.add(summary.as(label.addTo(summary.labels()))));
        }
        return all;
    }

    private List<Tenant> selected(TenantMatchers matchers) {
        return tenants.stream()
                .filter(tenant -> matchers.ofTenants().matches(Labels.of(TenantLabel.NAME, tenant.id())))
                .toList();
    }

    /** The leading stages that drop rows without asking for the label. */
    private static List<Stage> withoutLabel(List<Stage> stages) {
        return stages.stream()
                .takeWhile(stage -> stage instanceof LineFilter || stage instanceof Stage.Filter)
                .takeWhile(stage -> !stage.toString().contains(TenantLabel.NAME))
                .toList();
    }

    /** The request for all rows: those of a part of a reply are no answer to a limit. */
    private static SelectRequest whole(SelectRequest request) {
        return new SelectRequest(
                request.tenant(), request.query(), request.range(), request.direction(), 0, request.projection());
    }

    private static LogExpr parse(String query) {
        if (LogqlParser.parseAny(query) instanceof LogExpr log) {
            return log;
        }
        throw new LodurException(ErrorCode.INVALID_REQUEST, "only log queries can be selected, got: " + query);
    }
}
