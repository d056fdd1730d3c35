package dev.lodur.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads the sections that describe a bucket: Loki's own, whose {@code s3} may be one URL for everything, and Thanos'. */
final class S3Reader {
    private final Settings settings;
    private final Problems problems;
    private final Map<String, String> environment;
    private final boolean needed;

    /** {@code needed} says whether the process uses the bucket, so that what is missing is a mistake. */
    S3Reader(Settings settings, Problems problems, Map<String, String> environment, boolean needed) {
        this.settings = settings;
        this.problems = problems;
        this.environment = environment;
        this.needed = needed;
    }

    /** Reads a section such as {@code storage_config.aws}; {@code where} names the place that asked for it. */
    StorageConfig.S3 read(String section, String where) {
        Url url = url(section);
        StorageConfig.S3 s3 = new StorageConfig.S3(
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
        return complete(s3, section, where);
    }

    /** Reads the form of {@code storage_config.object_store.s3}. */
    StorageConfig.S3 readThanos(String section, String where) {
        StorageConfig.S3 s3 = new StorageConfig.S3(
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
        return complete(s3, section, where);
    }

    private StorageConfig.S3 complete(StorageConfig.S3 s3, String section, String where) {
        return needed ? new S3Completion(environment, problems).complete(s3, section, where) : s3;
    }

    private String bucket(String path, String fromUrl, String where) {
        String names = or(settings.text(path), fromUrl);
        String first = names.split(",", 2)[0].strip();
        if (first.isEmpty() && needed) {
            problems.error(where, path + " is missing: the schema's object_store is a bucket");
        } else if (names.contains(",")) {
            problems.warn(
                    settings.where(path),
                    path + " is \"" + names + "\", only " + first + " is used: Lodur spreads nothing");
        }
        return first;
    }

    /** {@code s3://key:secret@host/bucket}, where a host without a dot is a region. */
    private Url url(String section) {
        String path = section + ".s3";
        String text = settings.secret(path).value();
        if (text.isEmpty()) {
            return Url.NONE;
        }
        if (!text.startsWith(Url.SCHEME)) {
            problems.error(settings.where(path), path + " is not a URL of the form s3://key:secret@host/bucket");
            return Url.NONE;
        }
        return Url.of(text.substring(Url.SCHEME.length()));
    }

    private static String or(String value, String other) {
        return value.isEmpty() ? other : value;
    }

    private static Secret or(Secret value, String other) {
        return value.isEmpty() ? new Secret(other) : value;
    }

    private record Url(String accessKeyId, String secretAccessKey, String endpoint, String region, String bucket) {
        static final String SCHEME = "s3://";
        static final Url NONE = new Url("", "", "", "", "");

        /** Not by {@link java.net.URI}, which refuses hosts with underscores and keys with slashes. */
        static Url of(String text) {
            int at = text.lastIndexOf('@');
            String[] keys = text.substring(0, Math.max(at, 0)).split(":", 2);
            String[] place = text.substring(at + 1).split("/", 2);
            boolean region = !place[0].contains(".") && !place[0].contains(":");
            return new Url(
                    decode(keys[0]),
                    keys.length > 1 ? decode(keys[1]) : "",
                    region ? "" : place[0],
                    region ? place[0] : "",
                    place.length > 1 ? place[1].replaceAll("^/+|/+$", "") : "");
        }

        /** A per cent sign that escapes nothing is one of the key's own characters. */
        private static String decode(String text) {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return text;
            }
        }
    }
}
