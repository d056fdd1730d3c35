package dev.lodur.standalone.cluster;

import dev.lodur.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration file of a home lab as its owner has it, with nothing changed but addresses, ports, paths, keys and the
 * replication factor.
 */
final class HomeLabFile {
    private static final Path ORIGINAL = Path.of("..", "libs", "config", "src", "test", "resources", "home-lab.yaml");

    private String text;

    HomeLabFile() {
        try {
            this.text = Files.readString(ORIGINAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HomeLabFile listening(int httpPort, int grpcPort) {
        replace("http_listen_port: 3100", "http_listen_port: " + httpPort);
        replace("grpc_listen_port: 9096", "grpc_listen_port: " + grpcPort);
        return this;
    }

    /**
     * Where other members find it.
     *
     * @param port the home lab has that of HTTP here
     */
    HomeLabFile advertising(int port) {
        replace("address: 192.168.1.10", "address: 127.0.0.1");
        replace("    port: 3100", "    port: " + port);
        return this;
    }

    HomeLabFile replicating(int factor) {
        replace("replication_factor: 1", "replication_factor: " + factor);
        return this;
    }

    /**
     * @param port where the server is reached
     */
    HomeLabFile storing(S3Server server, int port) {
        replace("bucketnames: logs", "bucketnames: " + server.bucket());
        replace("endpoint: 0123456789abcdef.r2.cloudflarestorage.com", "endpoint: 127.0.0.1:" + port);
        replace("access_key_id: the-key-id", "access_key_id: " + server.accessKeyId());
        replace("secret_access_key: the-secret", "secret_access_key: " + server.secretAccessKey());
        replace("    insecure: false", "    insecure: true");
        return this;
    }

    HomeLabFile below(Path folder) {
        replace(" /loki/", " " + folder.toAbsolutePath() + "/loki/");
        return this;
    }

    HomeLabFile with(String sections) {
        text = text + "\n" + sections;
        return this;
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(String original, String own) {
        if (!text.contains(original)) {
            throw new IllegalStateException("the home lab's file has no '" + original + "' any more");
        }
        text = text.replace(original, own);
    }
}
