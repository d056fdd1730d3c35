package dev.lodur.model;

/**
 * A tenant's id, as it stands in {@code X-Scope-OrgID} and in the names of objects.
 *
 * <p>At most 150 bytes of letters, digits and {@code ! - _ . * ' ( )}; neither {@code .} nor {@code ..}, because the id
 * is a folder's name. An id that breaks this is refused with {@link ErrorCode#INVALID_REQUEST}.
 */
public record Tenant(String id) implements Comparable<Tenant> {
    /** The tenant of a server that does not tell tenants apart. */
    public static final Tenant DEFAULT = new Tenant("fake");

    private static final int LENGTH_BYTES_MAX = 150;
    private static final String PUNCTUATION = "!-_.*'()";

    public Tenant {
        if (id.isEmpty()) {
            throw new LodurException(ErrorCode.NO_TENANT, "no org id");
        }
        if (id.length() > LENGTH_BYTES_MAX) {
            throw invalid("tenant ID is too long: max " + LENGTH_BYTES_MAX + " characters");
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isAllowed(id.charAt(i))) {
                throw invalid("tenant ID '" + id + "' contains unsupported character '" + id.charAt(i) + "'");
            }
        }
        if (id.equals(".") || id.equals("..")) {
            throw invalid("tenant ID is '.' or '..'");
        }
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PUNCTUATION.indexOf(c) >= 0;
    }

    private static LodurException invalid(String message) {
        return new LodurException(ErrorCode.INVALID_REQUEST, message);
    }

    @Override
    public int compareTo(Tenant other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
