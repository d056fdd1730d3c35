package dev.lodur.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The changes of one state that wait for a commit; who holds the lock commits them all. */
final class CommitQueue<S> {
    private final ReentrantLock lock = new ReentrantLock();
    private List<PendingChange<S>> waiting = new ArrayList<>();
    private int members;

    synchronized void add(PendingChange<S> change) {
        waiting.add(change);
        members++;
    }

    synchronized List<PendingChange<S>> takeAll() {
        List<PendingChange<S>> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /** One member goes; true when it was the last. */
    synchronized boolean leave() {
        members--;
        return members == 0;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }
}
