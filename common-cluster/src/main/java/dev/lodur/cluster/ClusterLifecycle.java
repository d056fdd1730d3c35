package dev.lodur.cluster;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.TenantOverrides;
import dev.lodur.http.Threads;
import dev.lodur.model.LodurException;
import dev.lodur.ring.Member;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.ConsulRing;
import dev.lodur.ring.consul.Followed;
import dev.lodur.ring.consul.Follower;
import dev.lodur.ring.consul.KeyFollower;
import dev.lodur.ring.consul.ServiceRegistration;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Brings this process into the cluster when it starts, and out of it when it ends. */
@ApplicationScoped
public class ClusterLifecycle {
    private static final Logger LOG = Logger.getLogger(ClusterLifecycle.class);
    /** The first requests should find a ring; an agent that is away must not keep the process from starting. */
    private static final Duration RING_PATIENCE = Duration.ofSeconds(2);

    private static final Duration REGISTRATION_PERIOD = Duration.ofSeconds(10);
    /** Before the roles stop, so that nobody new comes. */
    private static final int FIRST = 10;
    /** After them: until then they need to know the others. */
    private static final int LAST = 1_000;

    private final LokiConfig config;
    private final Consul consul;
    private final Threads threads;
    private final List<AutoCloseable> registered = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();

    public ClusterLifecycle(LokiConfig config, Consul consul, Threads threads) {
        this.config = config;
        this.consul = consul;
        this.threads = threads;
    }

    void followRing(@Observes @Priority(FIRST) StartupEvent event, ConsulRing ring, PeerChannels channels) {
        Followed followed = wait -> {
            ring.follow(wait);
            channels.retain(ring.view().members().stream().map(Member::address).collect(Collectors.toSet()));
        };
        Follower follower = Follower.start("the ring", followed);
        followers.add(follower);
        if (!follower.awaitFirst(RING_PATIENCE)) {
            LOG.warn("consul has not told of the ring yet: starting without");
        }
    }

    void followOverrides(@Observes @Priority(FIRST) StartupEvent event, TenantOverrides overrides) {
        String key = config.consulKv().overridesKey();
        if (!key.isEmpty()) {
            followers.add(Follower.start(
                    "the overrides",
                    new KeyFollower(
                            consul,
                            key,
                            value -> accept(
                                    overrides,
                                    value.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                                            .orElse("")))));
        }
    }

    private static void accept(TenantOverrides overrides, String yaml) {
        try {
            overrides.accept(yaml);
        } catch (LodurException e) {
            LOG.warnf("the overrides in consul are not taken, the last good ones stay in force: %s", e.text());
        }
    }

    void register(@Observes @Priority(LAST) StartupEvent event) {
        if (config.registration().register()) {
            ServiceRegistration registration =
                    new ServiceRegistration(consul, ServiceDefinitions.of(config, OwnAddress.of(config)));
            Periodic steps = Periodic.start(threads, REGISTRATION_PERIOD, registration::step);
            registered.add(() -> {
                steps.close();
                registration.end();
            });
        }
    }

    void deregister(@Observes @Priority(FIRST) ShutdownEvent event) throws Exception {
        for (AutoCloseable registration : registered) {
            registration.close();
        }
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event, PeerChannels channels) {
        followers.forEach(Follower::close);
        channels.close();
    }
}
