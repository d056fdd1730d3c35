package dev.lodur.compactor;

/** A lock that a test gives and takes. */
final class FakeLock implements CompactorLock {
    boolean leading = true;
    /** Confirmations that are granted before the lock is lost. */
    int confirmationsLeft = Integer.MAX_VALUE;

    @Override
    public boolean isLeading() {
        return leading;
    }

    @Override
    public String leader() {
        return leading ? "10.0.0.1:3100" : "";
    }

    @Override
    public boolean confirm() {
        leading = confirmationsLeft-- > 0;
        return leading;
    }
}
