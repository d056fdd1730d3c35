package dev.lodur.compactor;

/** Is told what a compactor does. Thread-safe. */
interface CompactorMetrics {
    CompactorMetrics NONE = new CompactorMetrics() {
        @Override
        public void ran(boolean successful) {}

        @Override
        public void swept(SweepResult result) {}
    };

    void ran(boolean successful);

    void swept(SweepResult result);
}
