package dev.lodur.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the sections that describe a bucket: Loki's own, whose {@code s3} may be one URL for everything, and Thanos'. */
final class S3Reader {
    private final Settings settings;
    private final Problems problems;

    S3Reader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Reads a section such as {@code storage_config.aws}; {@code where} names the place that asked for it. */
    StorageConfig.S3 read(String section, String where) {
        Url url = url(section);
        return new StorageConfig.S3(
                bucket(section + ".bucketnames", url.bucket, where),
                or(settings.text(section + ".endpoint"), url.endpoint),
                or(settings.text(section + ".region"), url.region),
                or(settings.secret(section + ".access_key_id"), url.accessKeyId),
                or(settings.secret(section + ".secret_access_key"), url.secretAccessKey),
                settings.secret(section + ".session_token"),
                settings.flag(section + ".insecure"),
                settings.flag(section + ".s3forcepathstyle"),
                settings.text(section + ".storage_class"),
                settings.text(section + ".sse.type"),
                settings.text(section + ".sse.kms_key_id"),
                settings.duration(section + ".http_config.timeout"),
                settings.duration(section + ".http_config.idle_conn_timeout"),
                settings.duration(section + ".http_config.response_header_timeout"),
                settings.flag(section + ".http_config.insecure_skip_verify"),
                settings.text(section + ".http_config.ca_file"),
                settings.integer(section + ".backoff_config.max_retries"));
    }

    /** Reads the form of {@code storage_config.object_store.s3}. */
    StorageConfig.S3 readThanos(String section, String where) {
        return new StorageConfig.S3(
                bucket(section + ".bucket_name", "", where),
                settings.text(section + ".endpoint"),
                settings.text(section + ".region"),
                settings.secret(section + ".access_key_id"),
                settings.secret(section + ".secret_access_key"),
                settings.secret(section + ".session_token"),
                settings.flag(section + ".insecure"),
                !settings.text(section + ".bucket_lookup_type").equals("virtual-hosted"),
                settings.text(section + ".storage_class"),
                settings.text(section + ".sse.type"),
                settings.text(section + ".sse.kms_key_id"),
                settings.duration(section + ".http.response_header_timeout"),
                settings.duration(section + ".http.idle_conn_timeout"),
                settings.duration(section + ".http.response_header_timeout"),
                settings.flag(section + ".http.insecure_skip_verify"),
                settings.text(section + ".http.tls_ca_path"),
                settings.integer(section + ".max_retries"));
    }

    private String bucket(String path, String fromUrl, String where) {
        String names = or(settings.text(path), fromUrl);
        if (names.isEmpty()) {
            problems.error(where, path + " is missing: the schema's object_store is a bucket");
        } else if (names.contains(",")) {
            problems.error(
                    settings.where(path), path + " is \"" + names + "\", expected one bucket: Lodur spreads nothing");
        }
        return names;
    }

    /** {@code s3://key:secret@host/bucket}, where a host without a dot is a region. */
    private Url url(String section) {
        String path = section + ".s3";
        String text = settings.secret(path).value();
        if (text.isEmpty()) {
            return Url.NONE;
        }
        try {
            return Url.of(new URI(text));
        } catch (URISyntaxException | IllegalArgumentException e) {
            problems.error(settings.where(path), path + " is not a URL of the form s3://key:secret@host/bucket");
            return Url.NONE;
        }
    }

    private static String or(String value, String other) {
        return value.isEmpty() ? other : value;
    }

    private static Secret or(Secret value, String other) {
        return value.isEmpty() ? new Secret(other) : value;
    }

    private record Url(String accessKeyId, String secretAccessKey, String endpoint, String region, String bucket) {
        static final Url NONE = new Url("", "", "", "", "");

        static Url of(URI uri) {
            String host = uri.getHost();
            if (host == null) {
                throw new IllegalArgumentException("no host");
            }
            String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            List<String> keys = List.of(user.split(":", 2));
            String address = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
            boolean region = !host.contains(".") && uri.getPort() < 0;
            return new Url(
                    decode(keys.getFirst()),
                    keys.size() > 1 ? decode(keys.getLast()) : "",
                    region ? "" : address,
                    region ? host : "",
                    uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", ""));
        }

        private static String decode(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
