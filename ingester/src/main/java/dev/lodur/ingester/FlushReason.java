package dev.lodur.ingester;

/** Why a generation was cut, by the names that Loki's metric {@code chunks_flushed_total} uses. */
public enum FlushReason {
    IDLE("idle"),
    FULL("full"),
    FORCED("forced");

    private final String label;

    FlushReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
