package dev.lodur.standalone.nomad;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Nomad, Consul and Vault would give a template.
 *
 * @param environment what {@code env} knows: the task's environment and the node's attributes
 * @param keys of Consul's store
 * @param secrets of Vault, by path; the fields of a secret of the second version lie below {@code Data.data}
 * @param services of Consul: the instances that pass their checks
 */
record StandIns(
        Map<String, String> environment,
        Map<String, String> keys,
        Map<String, Map<String, String>> secrets,
        Map<String, List<Map<String, Object>>> services) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a node of a home lab has, with the variables that a job gives its task. */
    static StandIns of(JobFile job) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "NOMAD_PORT_http", "23100",
                "NOMAD_IP_http", "192.168.1.10",
                "NOMAD_ALLOC_DIR", "/alloc",
                "NOMAD_TASK_DIR", "/local",
                "NOMAD_SECRETS_DIR", "/secrets",
                "node.unique.name", "computatom-1",
                "attr.unique.hostname", "computatom-1"));
        if (job.group().block("network").labeled("port").containsKey("grpc")) {
            environment.putAll(Map.of("NOMAD_PORT_grpc", "29095", "NOMAD_IP_grpc", "192.168.1.10"));
        }
        job.task()
                .block("env")
                .texts()
                .forEach((name, value) -> environment.put(name, value.replace("${NOMAD_ALLOC_DIR}", "/alloc")));
        return new StandIns(
                environment,
                Map.of("jobs/loki/logs_bucket", "home-logs"),
                Map.of(
                        "hashiatho.me-v2/loki_logs_bucket",
                        Map.of(
                                "account_id", "0123456789abcdef",
                                "access_key_id", "the-key-id",
                                "secret_access_key", "the/secret+of:it=")),
                Map.of("lodur-distributor", List.of(Map.of("Address", "192.168.1.11", "Port", 23200))));
    }

    StandIns withEnvironment(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new StandIns(more, keys, secrets, services);
    }

    StandIns withSecret(String path, String field, String value) {
        Map<String, String> fields = new HashMap<>(secrets.getOrDefault(path, Map.of()));
        fields.put(field, value);
        Map<String, Map<String, String>> more = new HashMap<>(secrets);
        more.put(path, fields);
        return new StandIns(environment, keys, more, services);
    }

    /** The value of a pipeline; null where a field is missing. */
    @Nullable Object evaluate(String pipeline, @Nullable Object dot) {
        String[] parts = pipeline.split("\\|");
        Object value = call(words(parts[0]), dot);
        for (int i = 1; i < parts.length; i++) {
            value = pipe(value, parts[i].strip());
        }
        return value;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }

    private @Nullable Object call(List<String> words, @Nullable Object dot) {
        return switch (words.getFirst()) {
            case "env" -> known(environment, words.get(1));
            case "key" -> known(keys, words.get(1));
            case "secret" -> Map.of("Data", Map.of("data", known(secrets, words.get(1))));
            case "service" -> known(services, words.get(1));
            case "index" -> ((List<?>) field(words.get(1), dot)).get(Integer.parseInt(words.get(2)));
            default -> field(words.getFirst(), dot);
        };
    }

    private static <V> V known(Map<String, V> values, String name) {
        V value = values.get(name);
        if (value == null) {
            throw new AssertionError("the template asks for " + name + ", known are " + values.keySet());
        }
        return value;
    }

    private static @Nullable Object field(String path, @Nullable Object dot) {
        if (!path.startsWith(".")) {
            throw new AssertionError("the template calls " + path + ", which this renderer does not know");
        }
        Object at = dot;
        for (String name : path.substring(1).split("\\.")) {
            at = name.isEmpty() || at == null ? at : ((Map<?, ?>) at).get(name);
        }
        return at;
    }

    private static String pipe(@Nullable Object value, String function) {
        if (!function.equals("toJSON")) {
            throw new AssertionError("the template pipes into " + function + ", which this renderer does not know");
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
