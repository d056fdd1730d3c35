package dev.lodur.store;

import dev.lodur.model.LodurException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs a scenario again and again, in a process that dies at its first, second, third … request to the store, which does
 * happen or does not, until the process gets to its end.
 */
public final class EveryRequest {
    private static final int REQUESTS_MAX = 1000;

    private EveryRequest() {}

    /**
     * Where the process of one run dies.
     *
     * @param request the number of its last request, from 1 on
     * @param happens whether the store still does what it is asked then
     */
    public record Death(int request, boolean happens) {
        /**
         * Works until the end or until death; fails where the work does before it dies.
         *
         * @param afterEach called after each request but the last
         * @param work is given the store as the process sees it
         * @return whether the process died
         */
        public boolean strikes(ObjectStore store, Runnable afterEach, Consumer<ObjectStore> work) {
            StoppingObjectStore dying = new StoppingObjectStore(store, request, happens, afterEach);
            try {
                work.accept(dying);
            } catch (LodurException e) {
                if (!dying.hasStopped()) {
                    throw new AssertionError("the work fails before the process dies at " + this, e);
                }
            }
            return dying.hasStopped();
        }
    }

    /**
     * Kills the process at every request.
     *
     * @param scenario says whether the process died; one that did not has made fewer requests
     * @return how often it died
     */
    public static int kill(Predicate<Death> scenario) {
        int deaths = 0;
        for (boolean happens : List.of(false, true)) {
            int request = 1;
            while (dies(scenario, new Death(request, happens))) {
                deaths++;
                request++;
                if (request > REQUESTS_MAX) {
                    throw new AssertionError("the work takes more than " + REQUESTS_MAX + " requests");
                }
            }
        }
        return deaths;
    }

    private static boolean dies(Predicate<Death> scenario, Death death) {
        try {
            return scenario.test(death);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("broken by " + death + ": " + e.getMessage(), e);
        }
    }
}
