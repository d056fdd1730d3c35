package dev.lodur.store;

import java.util.List;

/**
 * A part of a listing, sorted by key.
 *
 * @param last whether nothing follows; where something does, the next page starts after the last key of this one
 */
public record ObjectPage(List<ListedObject> objects, boolean last) {
    /** Objects on one page at most, as S3 has it. */
    public static final int OBJECTS_MAX = 1000;

    public ObjectPage {
        objects = List.copyOf(objects);
    }

    /** An object as a listing shows it: without its ETag, which not every store knows without reading. */
    public record ListedObject(String key, long sizeBytes, long lastModifiedMillis) {}
}
