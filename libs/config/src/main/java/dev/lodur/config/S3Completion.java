package dev.lodur.config;

import java.util.Map;
import java.util.Set;

/**
 * Takes what the file leaves open about a bucket from the variables that Amazon's own tools read, and checks that what is
 * known then is enough to reach it.
 */
final class S3Completion {
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String TOKEN = "AWS_SESSION_TOKEN";

    /** Each of them lets the client find credentials by itself. */
    private static final Set<String> OTHER_SOURCES = Set.of(
            "AWS_PROFILE",
            "AWS_SHARED_CREDENTIALS_FILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private final Map<String, String> environment;
    private final Problems problems;

    S3Completion(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** {@code section} and {@code where} name the keys and the place in messages. */
    StorageConfig.S3 complete(StorageConfig.S3 s3, String section, String where) {
        StorageConfig.S3 complete = withCredentials(withRegion(s3));
        checkEndpoint(complete, section, where);
        checkCredentials(complete, section, where);
        return complete;
    }

    private StorageConfig.S3 withRegion(StorageConfig.S3 s3) {
        return s3.region().isEmpty() ? s3.withRegion(variable("AWS_REGION", variable("AWS_DEFAULT_REGION", ""))) : s3;
    }

    private StorageConfig.S3 withCredentials(StorageConfig.S3 s3) {
        boolean none = s3.accessKeyId().isEmpty() && s3.secretAccessKey().isEmpty();
        return none && !variable(KEY_ID, "").isEmpty() && !variable(KEY, "").isEmpty()
                ? s3.withCredentials(
                        new Secret(variable(KEY_ID, "")),
                        new Secret(variable(KEY, "")),
                        new Secret(variable(TOKEN, "")))
                : s3;
    }

    private void checkEndpoint(StorageConfig.S3 s3, String section, String where) {
        if (s3.endpoint().isEmpty() && s3.region().isEmpty()) {
            problems.error(where, section + ".endpoint and " + section + ".region are missing, expected one of them");
        } else if (!s3.endpoint().isEmpty() && !Addresses.isPlain(s3.endpoint())) {
            problems.error(
                    where,
                    section + ".endpoint is \"" + s3.endpoint()
                            + "\", expected a host without a path, such as minio:9000 or https://s3.example.org:"
                            + " the bucket's name has a key of its own");
        }
    }

    private void checkCredentials(StorageConfig.S3 s3, String section, String where) {
        boolean id = !s3.accessKeyId().isEmpty();
        boolean key = !s3.secretAccessKey().isEmpty();
        if (id != key) {
            problems.error(
                    where,
                    section + (id ? ".secret_access_key" : ".access_key_id") + " is missing beside " + section
                            + (id ? ".access_key_id" : ".secret_access_key"));
        } else if (!id && !findsCredentials(s3)) {
            problems.error(
                    where,
                    section + ".access_key_id and " + section + ".secret_access_key are missing: set them, or " + KEY_ID
                            + " and " + KEY + " in the environment");
        }
    }

    /** At Amazon the machine itself may have a role. */
    private boolean findsCredentials(StorageConfig.S3 s3) {
        return s3.endpoint().isEmpty()
                || s3.endpoint().contains(".amazonaws.com")
                || OTHER_SOURCES.stream().anyMatch(name -> !variable(name, "").isEmpty());
    }

    private String variable(String name, String other) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? other : value;
    }
}
