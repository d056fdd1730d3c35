package dev.lodur.compactor;

/**
 * What a sweep has found.
 *
 * @param listed objects in the bucket
 * @param orphans old objects that no catalog names
 * @param removed those of them that are gone now
 * @param unreadable days whose catalogs could not tell, so that nothing of them was removed
 */
record SweepResult(long listed, long orphans, long removed, long unreadable) {}
