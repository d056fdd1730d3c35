package dev.lodur.standalone.cluster;

import dev.lodur.standalone.Launch;
import dev.lodur.standalone.LodurProcess;
import dev.lodur.testkit.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One process of a {@link Cluster}, and those that follow it on the same folder and ports. Between it and Consul, the
 * bucket and those that call it are networks that can be broken. Not thread-safe.
 */
final class Service implements AutoCloseable {
    private static final List<String> JAVA_OPTIONS =
            List.of("-Xmx160m", "-Xshare:auto", "-XX:+UseCompactObjectHeaders");

    private final Role role;
    private final String name;
    private final Path volume;
    private final TcpProxy consul;
    private final TcpProxy bucket;
    private final TcpProxy callers;
    private Launch launch;
    private LodurProcess process;

    private Service(Role role, String name, Path volume, TcpProxy consul, TcpProxy bucket, TcpProxy callers) {
        this.role = role;
        this.name = name;
        this.volume = volume;
        this.consul = consul;
        this.bucket = bucket;
        this.callers = callers;
    }

    /**
     * Starts a process without waiting until it is ready.
     *
     * @param folder its own
     * @param volume where it keeps what must outlive it
     */
    static Service begin(Role role, Path folder, Path volume, Shape shape, Surroundings surroundings) {
        int httpPort = FreePorts.next();
        int grpcPort = FreePorts.next();
        Service service = new Service(
                role,
                folder.getFileName().toString(),
                volume,
                TcpProxy.before(portOf(surroundings.consul().host())),
                TcpProxy.before(surroundings.bucket().uri().getPort()),
                TcpProxy.before(grpcPort));
        Path file = folder.resolve("loki.yml");
        new HomeLabFile()
                .listening(httpPort, grpcPort)
                .advertising(shape.breakable() ? service.callers.port() : httpPort)
                .replicating(shape.replicationFactor())
                .storing(surroundings.bucket(), service.bucket.port())
                .below(volume)
                .with(shape.sections())
                .write(file);
        service.launch = new Launch(
                role.application(),
                folder,
                httpPort,
                List.of(),
                JAVA_OPTIONS,
                service.flags(file.toAbsolutePath(), shape));
        service.process = LodurProcess.begin(service.launch);
        return service;
    }

    private static int portOf(String host) {
        return URI.create("http://" + host).getPort();
    }

    private List<String> flags(Path file, Shape shape) {
        List<String> flags = new ArrayList<>();
        flags.add("-config.file=" + file);
        flags.add("-config.expand-env=true");
        flags.add("-target=" + role.target());
        flags.add("-server.grpc-listen-address=127.0.0.1");
        flags.add("-common.path-prefix=" + volume.toAbsolutePath());
        flags.add("-consul.hostname=127.0.0.1:" + consul.port());
        flags.add("-distributor.ring.consul.hostname=127.0.0.1:" + consul.port());
        flags.add("-compactor.ring.consul.hostname=127.0.0.1:" + consul.port());
        flags.addAll(shape.flags());
        return flags;
    }

    Role role() {
        return role;
    }

    String name() {
        return name;
    }

    Path volume() {
        return volume;
    }

    LodurProcess process() {
        return process;
    }

    String base() {
        return process.base();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Between it and Consul. */
    TcpProxy consul() {
        return consul;
    }

    /** Between it and the bucket. */
    TcpProxy bucket() {
        return bucket;
    }

    /** Between those that call it by gRPC and it, where the shape is one that breaks. */
    TcpProxy callers() {
        return callers;
    }

    void begin() {
        process = LodurProcess.begin(launch);
    }

    void awaitReady() {
        process.awaitReady();
    }

    void kill() {
        process.kill();
    }

    void terminate(Duration patience) {
        process.terminate(patience);
    }

    /** Starts it again where it ended, and waits until it is ready. */
    void start() {
        process = LodurProcess.begin(launch);
        awaitReady();
    }

    /** The same behind a wrapper command, from now on. */
    void start(List<String> wrapper) {
        launch = launch.withWrapper(wrapper);
        start();
    }

    /** Heals its networks and starts it if it has ended. */
    void restore() {
        consul.heal();
        bucket.heal();
        callers.heal();
        if (isAlive()) {
            process.resume();
        } else {
            start();
        }
    }

    /** Ends at once what is left of it. */
    @Override
    public void close() {
        process.kill();
        callers.close();
        bucket.close();
        consul.close();
    }
}
