package dev.lodur.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario again and again, on a new {@link CrashingFileLayer} each time, failing it at its first, second, third
 * … operation, and checks after each what a new process finds. The scenario notes in its state what it was promised
 * (such as the records acknowledged so far), the check compares the promises with what is there.
 *
 * @param <S> the scenario's notes, made anew for each run
 */
public final class EveryOperation<S> {
    private static final int TORN_SEEDS = 3;

    /** Works on files until it is done or something fails; what it throws is expected and dropped. */
    @FunctionalInterface
    public interface Scenario<S> {
        void run(CrashingFileLayer files, S state) throws Exception;
    }

    /** Opens what a new process finds and throws an {@link AssertionError} where a promise is broken. */
    @FunctionalInterface
    public interface Check<S> {
        void check(CrashingFileLayer files, S state) throws Exception;
    }

    private final Supplier<S> states;
    private final Scenario<S> scenario;
    private final Check<S> check;
    private @Nullable Exception lastFailure;

    public EveryOperation(Supplier<S> states, Scenario<S> scenario, Check<S> check) {
        this.states = states;
        this.scenario = scenario;
        this.check = check;
    }

    /**
     * Kills the process at every operation; checks what is left after a loss of power that kept nothing unforced, after
     * some that kept parts, and after the death of the process alone. Returns the number of operations.
     */
    public long crash() {
        for (long n = 1; ; n++) {
            CrashingFileLayer files = new CrashingFileLayer().failAtOperation(n);
            S state = states.get();
            boolean finished = run(files, state);
            String when = "death at operation " + n;
            boolean crashed = files.crashed();
            check(files.afterPowerLoss(), state, when + ", power loss");
            for (int i = 0; i < TORN_SEEDS; i++) {
                long seed = n * TORN_SEEDS + i;
                check(files.afterPowerLoss(seed), state, when + ", power loss with seed " + seed);
            }
            check(files.afterProcessDeath(), state, when + ", power stayed on");
            if (!crashed) {
                requireFinished(finished);
                return n - 1;
            }
        }
    }

    /**
     * Fails every operation once while the process lives on, which may give up at it or not, and then takes the power away.
     * Returns the number of operations.
     */
    public long failOnce() {
        for (long n = 1; ; n++) {
            CrashingFileLayer files = new CrashingFileLayer().failOnceAtOperation(n);
            S state = states.get();
            boolean finished = run(files, state);
            long operations = files.operations();
            String when = "failure of operation " + n;
            check(files.afterPowerLoss(), state, when + ", power loss");
            check(files.afterPowerLoss(n), state, when + ", power loss with seed " + n);
            check(files.afterProcessDeath(), state, when + ", power stayed on");
            if (operations < n) {
                requireFinished(finished);
                return n - 1;
            }
        }
    }

    private boolean run(CrashingFileLayer files, S state) {
        try {
            scenario.run(files, state);
            return true;
        } catch (Exception e) {
            lastFailure = e;
            return false;
        }
    }

    private void requireFinished(boolean finished) {
        if (!finished) {
            throw new AssertionError("the scenario fails although no operation failed", lastFailure);
        }
    }

    private void check(CrashingFileLayer files, S state, String when) {
        try {
            check.check(files, state);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("broken after " + when + ": " + e.getMessage(), e);
        }
    }
}
