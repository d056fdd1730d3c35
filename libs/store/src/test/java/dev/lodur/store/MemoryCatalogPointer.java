package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Pointers in memory; can be away, lose the answer to a move, and lose all it had. Thread-safe. */
public final class MemoryCatalogPointer implements CatalogPointer {
    private final TreeMap<String, Pointed> values = new TreeMap<>();
    private long lastIndex;
    private boolean away;
    private boolean losingAnswers;

    @Override
    public synchronized Optional<Pointed> read(String name) {
        requireThere();
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public synchronized boolean compareAndSet(String name, String value, long index) {
        requireThere();
        Pointed present = values.get(name);
        if ((present == null ? ABSENT : present.index()) != index) {
            return false;
        }
        lastIndex++;
        values.put(name, new Pointed(value, lastIndex));
        if (losingAnswers) {
            losingAnswers = false;
            throw new LodurException(ErrorCode.UNAVAILABLE, "scripted loss of an answer");
        }
        return true;
    }

    @Override
    public synchronized List<String> names(String prefix) {
        requireThere();
        return values.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    private void requireThere() {
        if (away) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the pointers are away");
        }
    }

    public synchronized void setAway(boolean newAway) {
        away = newAway;
    }

    /** The next move happens, but whoever asked for it does not hear of it. */
    public synchronized void loseNextAnswer() {
        losingAnswers = true;
    }

    public synchronized void clear() {
        values.clear();
    }
}
