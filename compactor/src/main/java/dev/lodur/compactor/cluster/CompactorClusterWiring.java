package dev.lodur.compactor.cluster;

import dev.lodur.cluster.OwnAddress;
import dev.lodur.cluster.Periodic;
import dev.lodur.compactor.CompactorLock;
import dev.lodur.compactor.UnflushedLines;
import dev.lodur.config.LokiConfig;
import dev.lodur.http.Threads;
import dev.lodur.ring.Ring;
import dev.lodur.ring.RingView;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.Election;
import dev.lodur.ring.consul.RingSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Has the compactors of a cluster choose one of them. */
@ApplicationScoped
public class CompactorClusterWiring {
    private static final String KEY = "compactor";
    private static final int BEFORE_THE_COMPACTOR = 50;
    private static final int AFTER_THE_COMPACTOR = 200;

    private @Nullable Periodic steps;

    @Produces
    @Singleton
    Election election(LokiConfig config, Consul consul) {
        String self = OwnAddress.of(config) + ":" + config.registration().httpPort();
        String key = config.compactor().ring().prefix() + KEY;
        return new Election(consul, key, self, RingSettings.SESSION_TIME_TO_LIVE);
    }

    @Produces
    @Singleton
    CompactorLock lock(Election election) {
        return new ElectedLock(election);
    }

    /** Members that are away or forgotten count as they last said. */
    @Produces
    @Singleton
    UnflushedLines unflushed(Ring ring) {
        return () -> {
            RingView view = ring.view();
            return view.isKnown()
                    ? view.members().stream()
                            .mapToLong(member -> member.facts().oldestUnflushedNanos())
                            .min()
                            .orElse(Long.MAX_VALUE)
                    : Long.MIN_VALUE;
        };
    }

    void start(@Observes @Priority(BEFORE_THE_COMPACTOR) StartupEvent event, Election election, Threads threads) {
        steps = Periodic.start(threads, RingSettings.STEP_PERIOD, election::step);
    }

    void stop(@Observes @Priority(AFTER_THE_COMPACTOR) ShutdownEvent event, Election election) {
        if (steps != null) {
            steps.close();
        }
        election.resign();
    }

    private record ElectedLock(Election election) implements CompactorLock {
        @Override
        public boolean isLeading() {
            return election.isLeading();
        }

        @Override
        public String leader() {
            return election.leader();
        }

        @Override
        public boolean confirm() {
            return election.confirm();
        }
    }
}
