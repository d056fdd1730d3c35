package dev.lodur.compactor;

import dev.lodur.model.Tenant;
import dev.lodur.store.DeleteRequest;
import java.util.List;

/** Is told what becomes of delete requests. Thread-safe. */
interface DeleteMetrics {
    DeleteMetrics NONE = new DeleteMetrics() {
        @Override
        public void received(Tenant tenant) {}

        @Override
        public void processed(Tenant tenant, int requests) {}

        @Override
        public void deletedLines(Tenant tenant, long lines) {}

        @Override
        public void loaded(List<DeleteRequest> pending) {}

        @Override
        public void loadFailed() {}
    };

    /** One request was taken in. */
    void received(Tenant tenant);

    /** All lines of some requests are removed. */
    void processed(Tenant tenant, int requests);

    /** Lines were left out of a segment that was written anew. */
    void deletedLines(Tenant tenant, long lines);

    /** The requests that wait, of all tenants, were read. */
    void loaded(List<DeleteRequest> pending);

    /** The requests that wait could not be read. */
    void loadFailed();
}
