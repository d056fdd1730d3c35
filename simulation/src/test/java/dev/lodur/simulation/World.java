package dev.lodur.simulation;

import dev.lodur.compactor.SimulatedSweep;
import dev.lodur.distributor.Distributor;
import dev.lodur.distributor.DistributorMetrics;
import dev.lodur.distributor.ReplicationConfig;
import dev.lodur.distributor.Replicator;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushDecoder;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.BatchReader;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.querier.Querier;
import dev.lodur.querier.SimulatedQuerier;
import dev.lodur.querier.cluster.SimulatedDirectory;
import dev.lodur.ring.Member;
import dev.lodur.ring.PushTarget;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.ConsulRing;
import dev.lodur.ring.consul.MemoryConsul;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ClusterCatalogObjects;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.testkit.InlineExecutor;
import dev.lodur.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A cluster in one thread: the production classes of all roles, over a network, a bucket and a Consul made here. */
final class World {
    static final Tenant TENANT = new Tenant("fake");
    static final ObjectNames NAMES = new ObjectNames("");
    static final String RING_PREFIX = "lodur/";
    private static final Duration EXTEND_AFTER = Duration.ofSeconds(1);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);
    private static final long BODY_BYTES_MAX = 1 << 20;
    private static final int SKEW_SECONDS_MAX = 120;
    private static final Duration DELAY_MAX = Duration.ofMinutes(20);
    /** How many requests to the bucket go through at once for one during which others do something. */
    private static final int PAUSED_ONE_IN = 20;
    /** A sweep is worth more looks: between what it reads and what it removes nothing may come. */
    private static final int SWEEP_PAUSED_ONE_IN = 3;

    private final SplittableRandom random;
    private final Ports ports;
    private final int replicationFactor;
    private final ManualClock clock = new ManualClock();
    private final Weather weather;
    private final MemoryConsul consul = new MemoryConsul(clock);
    private final MemoryObjectStore bucket;
    private final Duration forgetAfter;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> deliveries = new HashMap<>();
    private final List<String> delayed = new ArrayList<>();
    /** What happens while a request of somebody is on its way; null while nothing may. */
    private @Nullable Runnable meanwhile;

    private ConsulRing ring;
    private Distributor distributor;
    private Querier querier;
    private Runnable sweep;
    private final Mergers mergers;
    private final QueryWatch queryWatch = new QueryWatch(this);

    World(SplittableRandom random, Ports ports, int ingesters, int replicationFactor) {
        this(random, ports, ingesters, replicationFactor, drawFaultRate(random));
    }

    /** One in which nothing goes wrong by itself. */
    static World quiet(SplittableRandom random, int ingesters, int replicationFactor) {
        return new World(random, Ports.HONEST, ingesters, replicationFactor, 0);
    }

    private World(SplittableRandom random, Ports ports, int ingesters, int replicationFactor, double faultRate) {
        this.random = random;
        this.ports = ports;
        this.replicationFactor = replicationFactor;
        this.weather = new Weather(random, faultRate);
        this.bucket = new MemoryObjectStore(skewed());
        this.forgetAfter = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(10);
        this.ring = ring(consulOfOthers());
        this.distributor = newDistributor();
        this.querier = newQuerier();
        this.sweep = newSweep();
        for (int i = 0; i < ingesters; i++) {
            nodes.add(new Node(this, "ingester-" + i, skewed()));
        }
        this.mergers = new Mergers(this);
    }

    /** Nothing, a little, or so much that what is begun is seldom ended. */
    private static double drawFaultRate(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> 0;
            case 3 -> random.nextDouble() * 0.4;
            default -> random.nextDouble() * 0.1;
        };
    }

    /** A clock that differs from the others by no more than clocks do. */
    Clock skewed() {
        return Clock.offset(clock, Duration.ofSeconds(random.nextInt(-SKEW_SECONDS_MAX, SKEW_SECONDS_MAX)));
    }

    /** The ring as it is seen over a connection to Consul. */
    ConsulRing ring(Consul over) {
        return new ConsulRing(over, RING_PREFIX, false, forgetAfter, clock, clock);
    }

    private Distributor newDistributor() {
        ReplicationConfig config = new ReplicationConfig(
                replicationFactor, replicationFactor > 1 && random.nextBoolean(), EXTEND_AFTER, WRITE_TIMEOUT);
        DistributorMetrics metrics = Intercepted.of(DistributorMetrics.class, null, call -> null);
        return new Distributor(
                new PushDecoder(BODY_BYTES_MAX, clock),
                new Replicator(ring::view, this::target, config, new InlineExecutor(), clock, metrics),
                tenant -> TenantLimits.DEFAULTS,
                () -> 1,
                skewed(),
                clock,
                metrics);
    }

    private Querier newQuerier() {
        ObjectStore store = queryWatch.over(bucket(null));
        CatalogObjects catalogs = ports.querierCatalogs().apply(catalogs(store));
        return SimulatedQuerier.of(SimulatedDirectory.of(ring, this::query), store, catalogs, clock);
    }

    private Runnable newSweep() {
        ObjectStore store = ports.sweepStore().apply(bucketForSweep());
        CatalogObjects objects = catalogs(store);
        CatalogStore catalogs = new CatalogStore(objects, clock, clock::advanceMillis, new Random(1));
        return SimulatedSweep.of(store, NAMES, catalogs, objects);
    }

    /** Distributor, querier and compactor start anew and have forgotten everything. */
    void restartOthers() {
        ring = ring(consulOfOthers());
        distributor = newDistributor();
        querier = newQuerier();
        sweep = newSweep();
        follow();
    }

    /** The bucket as a process reaches it, an ingester's where it is one. */
    ObjectStore bucket(@Nullable Node owner) {
        return Intercepted.of(ObjectStore.class, bucket, call -> {
            pause(owner, PAUSED_ONE_IN);
            if (owner != null) {
                owner.requireAlive();
            }
            return weather.request(Weather.Outage.BUCKET, call);
        });
    }

    /** A line that loses nothing, so that more sweeps come to their end, but on which a removal may take some minutes. */
    private ObjectStore bucketForSweep() {
        return Intercepted.of(ObjectStore.class, bucket, call -> {
            pause(null, SWEEP_PAUSED_ONE_IN);
            return call.method().equals("delete") ? remove(call) : weather.away(Weather.Outage.BUCKET, call);
        });
    }

    /** A removal, which may be held up on its way. */
    @Nullable Object remove(Intercepted.Call call) throws Throwable {
        if (random.nextBoolean()) {
            delayed.add((String) call.arguments()[0]);
            throw new LodurException(ErrorCode.UNAVAILABLE, "no answer in time");
        }
        return weather.away(Weather.Outage.BUCKET, call);
    }

    /** Who asks may be held up for any time, while others go on. */
    void pause(@Nullable Object owner, int oneIn) {
        Runnable others = meanwhile;
        if (others != null && random.nextInt(oneIn) == 0) {
            meanwhile = null;
            busy = owner;
            try {
                others.run();
            } finally {
                busy = null;
                meanwhile = others;
            }
        }
    }

    private @Nullable Object busy;

    /** What happens while somebody waits; the one who waits is not to be touched. */
    void setMeanwhile(@Nullable Runnable what) {
        meanwhile = what;
    }

    /** Those that nobody waits in. */
    List<Node> idleNodes() {
        return nodes.stream().filter(node -> node != busy).toList();
    }

    /** The ingester that is held up, if it is one. */
    Optional<Node> busy() {
        return nodes.stream().filter(node -> node == busy).findFirst();
    }

    /** Who is held up, if it is an ingester or a compactor that merges. */
    Optional<Object> heldUp() {
        return Optional.ofNullable(busy);
    }

    QueryWatch queryWatch() {
        return queryWatch;
    }

    Mergers mergers() {
        return mergers;
    }

    CatalogObjects catalogs(ObjectStore store) {
        return new ClusterCatalogObjects(store, Optional.empty(), NAMES, new Random(random.nextLong()));
    }

    Consul consul(Node node) {
        return Intercepted.of(Consul.class, consul, call -> {
            if (node.cuts().contains(Weather.Cut.CONSUL)) {
                throw new LodurException(ErrorCode.UNAVAILABLE, "consul is out of reach");
            }
            return weather.request(Weather.Outage.CONSUL, call);
        });
    }

    /** Those who only look are told again at once, so that they see the ring as it is as long as Consul is there. */
    private Consul consulOfOthers() {
        return Intercepted.of(Consul.class, consul, call -> weather.away(Weather.Outage.CONSUL, call));
    }

    private PushTarget target(Member member) {
        return batch -> {
            Node node = reach(member, Weather.Cut.DISTRIBUTORS);
            tally(batch);
            PushTarget over = Intercepted.of(PushTarget.class, node::push, weather::send);
            over.push(batch);
        };
    }

    /** A request that gets lost on its way counts too: nobody can tell. */
    private void tally(byte[] batch) {
        BatchReader reader = new BatchReader(batch);
        while (reader.nextStream()) {
            while (reader.nextEntry()) {
                deliveries.merge(reader.entry().line(), 1, Integer::sum);
            }
        }
    }

    /** How often each line was sent to an ingester. */
    Map<String, Integer> deliveries() {
        return deliveries;
    }

    private IngesterQuery query(Member member) {
        IngesterQuery unreached = Intercepted.of(IngesterQuery.class, null, call -> null);
        return Intercepted.of(IngesterQuery.class, unreached, call -> {
            IngesterQuery there = reach(member, Weather.Cut.QUERIERS).query();
            return weather.send(Intercepted.at(there, call));
        });
    }

    private Node reach(Member member, Weather.Cut cut) {
        return nodes.stream()
                .filter(node -> node.is(member) && !node.cuts().contains(cut))
                .findFirst()
                .orElseThrow(() -> new LodurException(ErrorCode.UNAVAILABLE, member.id() + " is not reached"));
    }

    void push(Journal.Push push) {
        byte[] body = push.json().getBytes(StandardCharsets.UTF_8);
        try {
            distributor.push(TENANT, new PushBody(PushKind.PUSH, "application/json", "", body));
        } finally {
            nodes.forEach(Node::buryIfDead);
        }
    }

    /** Everybody looks at Consul. */
    void follow() {
        try {
            ring.follow(Duration.ZERO);
        } catch (LodurException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                throw new Violation("the ring cannot be followed", e);
            }
        }
    }

    /**
     * An operator writes off the members that nobody runs as any more: whoever adopted the volume of one and died before
     * Consul could be told has not said so.
     */
    void writeOffUnknown() {
        ring.view().members().stream()
                .map(Member::id)
                .filter(id -> nodes.stream().noneMatch(node -> node.instance().equals(id)))
                .forEach(ring::writeOff);
        follow();
    }

    /** Removals that were on their way arrive. */
    void deliverDelayed() {
        delayed.forEach(bucket::delete);
        delayed.clear();
    }

    void advance(Duration duration) {
        if (duration.compareTo(DELAY_MAX) > 0) {
            deliverDelayed();
        }
        clock.advance(duration);
    }

    SplittableRandom random() {
        return random;
    }

    Ports ports() {
        return ports;
    }

    int replicationFactor() {
        return replicationFactor;
    }

    ManualClock clock() {
        return clock;
    }

    LongSupplier nanoClock() {
        return clock;
    }

    Weather weather() {
        return weather;
    }

    ConsulRing ring() {
        return ring;
    }

    Querier querier() {
        return querier;
    }

    /** Sweeps once, as far as the bucket lets it. */
    void sweep() {
        try {
            sweep.run();
        } catch (LodurException e) {
            if (e.code().action() != ErrorCode.Action.RETRY_LATER) {
                throw new Violation("the sweep fails", e);
            }
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The bucket as it is, for those who judge. */
    ObjectStore bucketItself() {
        return bucket;
    }
}
