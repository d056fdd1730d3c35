package dev.lodur.simulation;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What is wrong with network, bucket and Consul at the moment, and what becomes of a call then. */
final class Weather {
    /** What can be away as a whole. */
    enum Outage {
        BUCKET,
        CONSUL
    }

    /** Of one ingester, what cannot reach it or what it cannot reach. */
    enum Cut {
        DISTRIBUTORS,
        QUERIERS,
        CONSUL
    }

    private final RandomGenerator random;
    private final double faultRate;
    private final Set<Outage> outages = EnumSet.noneOf(Outage.class);
    private boolean calm;

    /**
     * @param faultRate the part of all requests to the bucket, and of all pushes, that go wrong by themselves
     */
    Weather(RandomGenerator random, double faultRate) {
        this.random = random;
        this.faultRate = faultRate;
    }

    void toggle(Outage outage) {
        if (!outages.remove(outage)) {
            outages.add(outage);
        }
    }

    /** From now on nothing goes wrong any more. */
    void calmDown() {
        calm = true;
        outages.clear();
    }

    private boolean strikes() {
        return !calm && random.nextDouble() < faultRate;
    }

    /** A request to something that may be away as a whole, over a network on which it can be lost. */
    @Nullable Object request(Outage what, Intercepted.Call call) throws Throwable {
        requireThere(what);
        return send(call);
    }

    /** A request that comes through wherever there is somebody. */
    @Nullable Object away(Outage what, Intercepted.Call call) throws Throwable {
        requireThere(what);
        return call.proceed();
    }

    private void requireThere(Outage what) {
        if (outages.contains(what)) {
            throw new LodurException(ErrorCode.UNAVAILABLE, what + " is away");
        }
    }

    /** A request over a network on which it can be lost, and its answer. */
    @Nullable Object send(Intercepted.Call call) throws Throwable {
        if (strikes()) {
            throw new LodurException(
                    random.nextInt(4) == 0 ? ErrorCode.RATE_LIMITED : ErrorCode.UNAVAILABLE,
                    call.method() + " gets lost");
        }
        Object answer = call.proceed();
        if (strikes()) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the answer to " + call.method() + " gets lost");
        }
        return answer;
    }
}
