package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.time.LocalDate;

/** What the key of an object says it is; see {@link ObjectNames}. */
public sealed interface ObjectName {
    record Segment(SegmentKey key) implements ObjectName {}

    /** A day's catalog, where it is one object that is replaced. */
    record Catalog(Tenant tenant, LocalDate day) implements ObjectName {}

    /** One version of a day's catalog, current or not. */
    record CatalogVersion(Tenant tenant, LocalDate day) implements ObjectName {}

    /** A tenant's delete requests, where they are one object that is replaced. */
    record Deletes(Tenant tenant) implements ObjectName {}

    /** One version of a tenant's delete requests, current or not. */
    record DeletesVersion(Tenant tenant) implements ObjectName {}

    /** A day's catalog as it was on another day. */
    record CatalogCopy(Tenant tenant, LocalDate copiedOn, LocalDate day) implements ObjectName {}

    /** A tenant's delete requests as they were on a day. */
    record DeletesCopy(Tenant tenant, LocalDate copiedOn) implements ObjectName {}

    /** Put to find out what the bucket can do. */
    record Probe() implements ObjectName {}

    /** What all services agree on, what a newer version of Lodur has put here, or somebody else. */
    record Other() implements ObjectName {}
}
