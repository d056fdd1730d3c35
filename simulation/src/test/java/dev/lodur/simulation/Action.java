package dev.lodur.simulation;

/** What can happen next in a history, and how often relative to the others. */
enum Action {
    PUSH(30),
    STEP(12),
    MINUTES(6),
    DAYS(2),
    QUERY(8),
    COUNT(2),
    START(10),
    STOP(4),
    FLUSH(5),
    KILL(3),
    LOSE_POWER(3),
    CRASH_SOON(4),
    RENAME(1),
    CUT(3),
    MEND(3),
    BUCKET_OUTAGE(2),
    CONSUL_OUTAGE(2),
    RESTART_OTHERS(2),
    SWEEP(4),
    MERGE(12),
    MERGER_CRASH_SOON(3);

    private final int weight;

    Action(int weight) {
        this.weight = weight;
    }

    private static final int TOTAL = total();

    private static int total() {
        int total = 0;
        for (Action action : values()) {
            total += action.weight;
        }
        return total;
    }

    /**
     * The action for a number that was drawn.
     *
     * @param drawn from 0 to 1
     */
    static Action of(double drawn) {
        int left = (int) (drawn * TOTAL);
        for (Action action : values()) {
            left -= action.weight;
            if (left < 0) {
                return action;
            }
        }
        return PUSH;
    }
}
