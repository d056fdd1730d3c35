package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of all objects in the bucket, and nothing else makes them.
 *
 * <pre>
 * [prefix/]tenant/segments/yyyy-mm-dd/level-name.parquet     a segment, see {@link SegmentKey}
 * [prefix/]tenant/catalog/yyyy-mm-dd.pb                      the live segments of a UTC day, see {@link DayCatalog}
 * [prefix/]tenant/catalog-versions/yyyy-mm-dd/version-x.pb   the same in one version each, where a pointer tells which
 *                                                            is current, see {@link PointedCatalogObjects}
 * [prefix/]tenant/deletes.pb                                 the delete requests, see {@link TenantDeletes}
 * [prefix/]tenant/deletes-versions/version-x.pb              the same in one version each, as of catalogs
 * [prefix/]tenant/catalog-copies/yyyy-mm-dd/yyyy-mm-dd.pb    a day's catalog as it was on the day named first
 * [prefix/]tenant/catalog-copies/yyyy-mm-dd/deletes.pb       the delete requests as they were on that day
 * [prefix/]cluster.json                                      what all services agree on, see {@link Cluster}
 * [prefix/]probe-x                                           put and deleted at once, see {@link ConditionProbe}
 * </pre>
 */
public final class ObjectNames {
    private static final String SEGMENTS = "/segments/";
    private static final String SEGMENT_SUFFIX = ".parquet";
    private static final String CATALOG = "/catalog/";
    private static final String CATALOG_VERSIONS = "/catalog-versions/";
    private static final String CATALOG_COPIES = "/catalog-copies/";
    private static final String CATALOG_SUFFIX = ".pb";
    private static final String DELETES = "/deletes.pb";
    private static final String DELETES_VERSIONS = "/deletes-versions/";

    private static final Pattern PROBE = Pattern.compile("probe-[0-9a-f]{1,16}");
    private static final Pattern VERSION =
            Pattern.compile(CATALOG_VERSIONS + "([0-9]{4}-[0-9]{2}-[0-9]{2})/[0-9]+-[0-9a-f]{1,16}\\.pb");

    private static final Pattern DELETES_VERSION = Pattern.compile(DELETES_VERSIONS + "[0-9]+-[0-9a-f]{1,16}\\.pb");

    private static final Pattern COPY = Pattern.compile(
            CATALOG_COPIES + "([0-9]{4}-[0-9]{2}-[0-9]{2})/(?:([0-9]{4}-[0-9]{2}-[0-9]{2})|deletes)\\.pb");

    private final String prefix;

    /** Names under a prefix, which has no slash at its ends; an empty prefix puts the tenants at the top. */
    public ObjectNames(String prefix) {
        this.prefix = prefix.isEmpty() ? "" : ObjectKeys.check(prefix) + "/";
    }

    public String segment(SegmentKey key) {
        return ObjectKeys.check(
                segmentsOf(key.tenant()) + key.day() + "/" + key.level() + "-" + key.name() + SEGMENT_SUFFIX);
    }

    /** What the keys of a tenant's segments begin with. */
    public String segmentsOf(Tenant tenant) {
        return prefix + tenant + SEGMENTS;
    }

    /** Reads a key back that {@link #segment} made; anything else is {@link ErrorCode#INVALID_REQUEST}. */
    public SegmentKey parseSegment(Tenant tenant, String key) {
        String rest = between(segmentsOf(tenant), key, SEGMENT_SUFFIX);
        int slash = rest.indexOf('/');
        if (slash < 0 || rest.length() < slash + 4 || rest.charAt(slash + 2) != '-') {
            throw notOurs(key);
        }
        int level = Character.digit(rest.charAt(slash + 1), 10);
        if (level < 0) {
            throw notOurs(key);
        }
        return new SegmentKey(tenant, day(key, rest.substring(0, slash)), level, rest.substring(slash + 3));
    }

    public String catalog(Tenant tenant, LocalDate day) {
        return ObjectKeys.check(catalogsOf(tenant) + day + CATALOG_SUFFIX);
    }

    /** What the keys of a tenant's catalogs begin with. */
    public String catalogsOf(Tenant tenant) {
        return prefix + tenant + CATALOG;
    }

    /** The day of a key that {@link #catalog} made; anything else is {@link ErrorCode#INVALID_REQUEST}. */
    public LocalDate parseCatalog(Tenant tenant, String key) {
        return day(key, between(catalogsOf(tenant), key, CATALOG_SUFFIX));
    }

    /**
     * The object of one version of a catalog.
     *
     * @param unique tells it from those of other writers who made the same version
     */
    String catalogVersion(DayCatalog catalog, long unique) {
        return ObjectKeys.check(catalogVersionsOf(catalog.tenant()) + catalog.day() + "/" + catalog.version() + "-"
                + Long.toHexString(unique) + CATALOG_SUFFIX);
    }

    /** What the keys of the versions of a tenant's catalogs begin with, current ones and others. */
    public String catalogVersionsOf(Tenant tenant) {
        return prefix + tenant + CATALOG_VERSIONS;
    }

    /** The delete requests of a tenant. */
    public String deletes(Tenant tenant) {
        return ObjectKeys.check(prefix + tenant + DELETES);
    }

    /**
     * The object of one version of delete requests.
     *
     * @param unique tells it from those of other writers who made the same version
     */
    String deletesVersion(TenantDeletes deletes, long unique) {
        return ObjectKeys.check(deletesVersionsOf(deletes.tenant()) + deletes.version() + "-" + Long.toHexString(unique)
                + CATALOG_SUFFIX);
    }

    /** What the keys of the versions of a tenant's delete requests begin with, current ones and others. */
    public String deletesVersionsOf(Tenant tenant) {
        return prefix + tenant + DELETES_VERSIONS;
    }

    /** The copy of a day's catalog that was made on a day. */
    public String catalogCopy(Tenant tenant, LocalDate copiedOn, LocalDate day) {
        return ObjectKeys.check(catalogCopiesOf(tenant) + copiedOn + "/" + day + CATALOG_SUFFIX);
    }

    /** The copy of a tenant's delete requests that was made on a day. */
    public String deletesCopy(Tenant tenant, LocalDate copiedOn) {
        return ObjectKeys.check(catalogCopiesOf(tenant) + copiedOn + DELETES);
    }

    /** What the keys of a tenant's copies begin with, the day of copying comes next. */
    public String catalogCopiesOf(Tenant tenant) {
        return prefix + tenant + CATALOG_COPIES;
    }

    /** What all keys begin with: empty, or with a slash at its end. */
    public String all() {
        return prefix;
    }

    /** What a key says, exactly in the forms that are made here; anything else is {@link ObjectName.Other}. */
    public ObjectName parse(String key) {
        if (!key.startsWith(prefix)) {
            return new ObjectName.Other();
        }
        String rest = key.substring(prefix.length());
        if (PROBE.matcher(rest).matches()) {
            return new ObjectName.Probe();
        }
        int slash = rest.indexOf('/');
        try {
            return slash < 0 ? new ObjectName.Other() : parse(new Tenant(rest.substring(0, slash)), key);
        } catch (LodurException e) {
            return new ObjectName.Other();
        }
    }

    private ObjectName parse(Tenant tenant, String key) {
        if (key.startsWith(segmentsOf(tenant))) {
            return new ObjectName.Segment(parseSegment(tenant, key));
        }
        if (key.startsWith(catalogsOf(tenant))) {
            return new ObjectName.Catalog(tenant, parseCatalog(tenant, key));
        }
        String ofTenant = key.substring(prefix.length() + tenant.id().length());
        if (ofTenant.equals(DELETES)) {
            return new ObjectName.Deletes(tenant);
        }
        if (DELETES_VERSION.matcher(ofTenant).matches()) {
            return new ObjectName.DeletesVersion(tenant);
        }
        Matcher copy = COPY.matcher(ofTenant);
        if (copy.matches()) {
            return copy(tenant, key, copy);
        }
        Matcher version = VERSION.matcher(ofTenant);
        return version.matches()
                ? new ObjectName.CatalogVersion(tenant, day(key, version.group(1)))
                : new ObjectName.Other();
    }

    private static ObjectName copy(Tenant tenant, String key, Matcher copy) {
        LocalDate copiedOn = day(key, copy.group(1));
        String day = copy.group(2);
        return day == null
                ? new ObjectName.DeletesCopy(tenant, copiedOn)
                : new ObjectName.CatalogCopy(tenant, copiedOn, day(key, day));
    }

    /** What all services agree on; see {@link Cluster}. */
    public String cluster() {
        return prefix + "cluster.json";
    }

    String probe(long unique) {
        return prefix + "probe-" + Long.toHexString(unique);
    }

    private static String between(String start, String key, String end) {
        if (!key.startsWith(start) || !key.endsWith(end) || key.length() < start.length() + end.length()) {
            throw notOurs(key);
        }
        return key.substring(start.length(), key.length() - end.length());
    }

    private static LocalDate day(String key, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "object key '" + key + "' names no day", e);
        }
    }

    private static LodurException notOurs(String key) {
        return new LodurException(ErrorCode.INVALID_REQUEST, "object key '" + key + "' is none of lodur's");
    }
}
