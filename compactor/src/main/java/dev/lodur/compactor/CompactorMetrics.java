package dev.lodur.compactor;

import dev.lodur.compaction.RewriteResult;

/** Is told what a compactor does. Thread-safe. */
interface CompactorMetrics {
    CompactorMetrics NONE = new CompactorMetrics() {
        @Override
        public void ran(boolean successful) {}

        @Override
        public void swept(SweepResult result) {}

        @Override
        public void merged(int level, RewriteResult result) {}

        @Override
        public void mergeFailed(int level) {}

        @Override
        public void deletedReplaced(int objects) {}
    };

    void ran(boolean successful);

    void swept(SweepResult result);

    /** Segments were merged into ones of a level. */
    void merged(int level, RewriteResult result);

    void mergeFailed(int level);

    /** Objects are gone whose segments were merged before. */
    void deletedReplaced(int objects);
}
