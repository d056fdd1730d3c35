package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the header {@code X-Scope-OrgID} for whom a request is.
 *
 * @param mode what a header and its absence mean
 * @param multiTenantReads whether a read may name several tenants as {@code a|b}
 */
public record TenantResolver(Mode mode, boolean multiTenantReads) {
    public static final String HEADER = "X-Scope-OrgID";

    /** What a header and its absence mean. */
    public enum Mode {
        /** {@code auth_enabled: true}: without a header 401. */
        REQUIRED,
        /** {@code auth_enabled: false}: the header is ignored. */
        DISABLED,
        /** The file says nothing: the header where there is one, else the tenant {@code fake}. */
        HEADER_OR_DEFAULT
    }

    /** The one tenant of a write or a tail. */
    public Tenant one(@Nullable String header) {
        if (usesDefault(header)) {
            return Tenant.DEFAULT;
        }
        String id = header == null ? "" : header;
        if (id.indexOf('|') >= 0 && parts(id).size() > 1) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "multiple org IDs present");
        }
        return id.indexOf('|') >= 0 ? parts(id).getFirst() : new Tenant(id);
    }

    /** The tenants of a read, sorted, each once. */
    public List<Tenant> many(@Nullable String header) {
        if (!multiTenantReads || usesDefault(header) || header == null) {
            return List.of(one(header));
        }
        return parts(header);
    }

    private boolean usesDefault(@Nullable String header) {
        return switch (mode) {
            case REQUIRED -> false;
            case DISABLED -> true;
            case HEADER_OR_DEFAULT -> header == null || header.isEmpty();
        };
    }

    private static List<Tenant> parts(String header) {
        TreeSet<Tenant> tenants = new TreeSet<>();
        for (String id : header.split("\\|", -1)) {
            tenants.add(new Tenant(id));
        }
        return List.copyOf(tenants);
    }
}
