package dev.lodur.config;

/** How the tenant of a request is found: what {@code auth_enabled} means. */
public enum TenancyMode {
    /** {@code auth_enabled: false}: every request is the tenant {@code fake}, the header does not count. */
    DISABLED,
    /** {@code auth_enabled: true}: the header {@code X-Scope-OrgID} names the tenant, without it 401. */
    REQUIRED,
    /** Not in the file: the header names the tenant, without it {@code fake}; a warning says so at start. */
    HEADER_OR_DEFAULT;

    private static final String KEY = "auth_enabled";

    static TenancyMode of(Settings settings, Problems problems) {
        if (settings.isSet(KEY)) {
            return settings.flag(KEY) ? REQUIRED : DISABLED;
        }
        problems.warn(
                "",
                "auth_enabled is not set: the tenant comes from the header X-Scope-OrgID, else it is fake;"
                        + " set auth_enabled to true to refuse requests without the header, to false to ignore the header");
        return HEADER_OR_DEFAULT;
    }
}
