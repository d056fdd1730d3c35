package dev.lodur.config;

/** A text that no log, page or message may show: it prints as eight stars, or as nothing where it is empty. */
public record Secret(String value) {
    static final String MASK = "********";

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "" : MASK;
    }
}
