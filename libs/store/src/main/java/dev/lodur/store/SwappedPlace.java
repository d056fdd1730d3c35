package dev.lodur.store;

/**
 * Where one state is kept that changes by compare-and-swap, and how it is written and read: what {@link SwapStore} and
 * {@link SwapReader} must know of it. Failures are those of {@link CatalogObjects}. Thread-safe.
 *
 * @param <S> the state, immutable, with a version that is one more with every commit
 */
interface SwappedPlace<S> {
    /** Names the state in texts, and tells it from others of its kind. */
    String name();

    /** The state before the first commit, of version 0. */
    S none();

    long version(S state);

    S nextVersion(S state);

    S decode(byte[] bytes);

    /** The state as it is now, unless it has the tag that is known. */
    ConditionalGet getIfChanged(String knownTag);

    /** Replaces the state in one step, if it still has a tag, and returns the tag of the new one. */
    String replace(S next, String expectedTag);
}
