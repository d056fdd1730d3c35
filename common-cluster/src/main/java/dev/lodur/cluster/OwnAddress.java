package dev.lodur.cluster;

import dev.lodur.config.LifecyclerConfig;
import dev.lodur.config.LokiConfig;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the address that others reach this process by, where none is configured. */
public final class OwnAddress {
    private static final String LOOPBACK = "127.0.0.1";
    /** Networks of containers and virtual machines on this host, which other hosts do not see. */
    private static final List<String> INTERNAL = List.of("docker", "br-", "veth", "virbr", "cni", "nomad");

    private OwnAddress() {}

    /** Of a service: where it is registered, and what its member of the ring says. */
    public static String of(LokiConfig config) {
        LifecyclerConfig lifecycler = config.ingester().lifecycler();
        String registered = config.registration().address();
        return of(registered.isEmpty() ? lifecycler.address() : registered, lifecycler.interfaceNames());
    }

    /**
     * @param configured taken as it is where it is not empty
     * @param interfaces names of network interfaces, the best first
     */
    public static String of(String configured, List<String> interfaces) {
        if (!configured.isEmpty()) {
            return configured;
        }
        return interfaces.stream()
                .flatMap(name -> named(name).stream())
                .flatMap(OwnAddress::addresses)
                .findFirst()
                .or(OwnAddress::first)
                .orElse(LOOPBACK);
    }

    private static Optional<NetworkInterface> named(String name) {
        try {
            return Optional.ofNullable(NetworkInterface.getByName(name));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> addresses(NetworkInterface network) {
        return network.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress);
    }

    private static Optional<String> first() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(OwnAddress::leadsOutside)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(OwnAddress::addresses)
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static boolean leadsOutside(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && INTERNAL.stream().noneMatch(prefix -> network.getName().startsWith(prefix));
        } catch (SocketException e) {
            return false;
        }
    }
}
