package dev.lodur.store;

import java.util.List;

/** Delete requests for tests. */
final class Deletes {
    private Deletes() {}

    static DeleteRequest request(String group, int part) {
        return DeleteRequest.received(
                new DeleteRequest.Id(group, part), "{app=\"web\"} |= \"secret\"", 1_000, 2_000, 42);
    }

    /** No requests, in a version. */
    static TenantDeletes of(long version) {
        return new TenantDeletes(Slices.TENANT, version, List.of(), Long.MIN_VALUE, new byte[0]);
    }
}
