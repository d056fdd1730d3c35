package dev.lodur.standalone.cluster;

import dev.lodur.s3.S3Server;
import dev.lodur.testkit.consul.ConsulAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lodur's services as processes of their own around a real Consul agent and an S3 server. Everything lies below a folder
 * that stays after the test, for its logs. All ends with {@link #close}.
 */
final class Cluster implements AutoCloseable {
    private static final Path FOLDERS = Path.of("target", "clusters");
    private static final Duration RING_PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Shape shape;
    private final Surroundings surroundings;
    private final List<Service> services = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextNumber = new AtomicInteger();
    private final AtomicInteger nextCall = new AtomicInteger();

    private Cluster(Path folder, Shape shape, Surroundings surroundings) {
        this.folder = folder;
        this.shape = shape;
        this.surroundings = surroundings;
    }

    /** Starts a cluster and waits until all its services are ready and its ring is complete. */
    static Cluster start(String name, Shape shape) {
        Path folder = FOLDERS.resolve(name).toAbsolutePath();
        deleteAll(folder);
        Cluster cluster = new Cluster(folder, shape, new Surroundings(ConsulAgent.start(folder), S3Server.start()));
        try {
            cluster.startAll();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startAll() {
        begin(Role.INGESTER, shape.ingesters());
        begin(Role.DISTRIBUTOR, shape.distributors());
        begin(Role.QUERIER, shape.queriers());
        begin(Role.COMPACTOR, shape.compactors());
        services.forEach(Service::awaitReady);
        awaitRing(shape.ingesters());
    }

    private void begin(Role role, int count) {
        IntStream.range(0, count).forEach(ignored -> begin(role));
    }

    private Service begin(Role role) {
        Path own = folder.resolve(role.target() + "-" + nextNumber.incrementAndGet());
        return begin(role, own, own.resolve("data"));
    }

    private Service begin(Role role, Path own, Path volume) {
        Service service = Service.begin(role, own, volume, shape, surroundings);
        services.add(service);
        return service;
    }

    /** One more service of a role, ready. */
    Service add(Role role) {
        Service service = begin(role);
        service.awaitReady();
        return service;
    }

    /** A new service in the place of one that has ended for good: another folder, other ports, the same volume. */
    Service replace(Service old) {
        remove(old);
        Path own = folder.resolve(old.role().target() + "-" + nextNumber.incrementAndGet());
        Service service = begin(old.role(), own, old.volume());
        service.awaitReady();
        return service;
    }

    /** Takes a service out that has ended. */
    void remove(Service service) {
        services.remove(service);
        service.close();
    }

    List<Service> all() {
        return List.copyOf(services);
    }

    List<Service> all(Role role) {
        return services.stream().filter(service -> service.role() == role).toList();
    }

    Service ingester(int index) {
        return all(Role.INGESTER).get(index);
    }

    Service distributor() {
        return all(Role.DISTRIBUTOR).getFirst();
    }

    Service querier() {
        return all(Role.QUERIER).getFirst();
    }

    ConsulAgent consul() {
        return surroundings.consul();
    }

    S3Server bucket() {
        return surroundings.bucket();
    }

    List<RingKeys.Key> ring() {
        return RingKeys.read(consul().host());
    }

    /** Waits until the ring consists of so many active members and no other. */
    void awaitRing(int members) {
        Await.until("the ring has " + members + " active members", RING_PATIENCE, () -> {
            List<RingKeys.Key> keys = ring();
            return keys.size() == members && keys.stream().allMatch(RingKeys.Key::isActive);
        });
    }

    /** Starts Consul again without anything that it knew. */
    void startConsulAfresh() {
        deleteAll(folder.resolve("consul"));
        consul().start();
    }

    /** Pushes to the distributors and asks the queriers that live, one after the other. */
    Checker startChecker() {
        return Checker.start(balanced(Role.DISTRIBUTOR), balanced(Role.QUERIER));
    }

    /** The base URLs of those of a role that live, one after the other. */
    Supplier<String> balanced(Role role) {
        return () -> {
            List<Service> all = all(role);
            List<Service> alive = all.stream().filter(Service::isAlive).toList();
            List<Service> candidates = alive.isEmpty() ? all : alive;
            return candidates
                    .get(Math.floorMod(nextCall.getAndIncrement(), candidates.size()))
                    .base();
        };
    }

    /** Brings back whatever a test took away: the bucket, Consul, the network, and every service. */
    void restore() {
        bucket().faults().setAway(false);
        bucket().faults().endScripts();
        if (!consul().isRunning()) {
            consul().start();
        }
        for (Service service : services) {
            service.restore();
        }
        awaitRing(all(Role.INGESTER).size());
    }

    /** Has every ingester write what it holds to the bucket. */
    void flush() {
        all(Role.INGESTER).forEach(ingester -> ingester.process().post("/flush", "text/plain", new byte[0]));
    }

    @Override
    public void close() {
        List<Service> all = new ArrayList<>(services);
        try {
            all.forEach(Service::close);
        } finally {
            surroundings.close();
        }
    }
}
