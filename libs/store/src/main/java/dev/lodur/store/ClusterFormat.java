package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The object {@code cluster.json}: one flat JSON object.
 *
 * <pre>
 * {"format_version": 1, "cluster_id": "5f3a…", "commit_way": "conditional-writes", "segment_format": 1, "catalog_format": 1}
 * </pre>
 *
 * <p>Keys that are not known are left alone. Another {@code format_version} is refused with
 * {@link ErrorCode#FORMAT_TOO_NEW}, as is a commit way of a later version; whatever is no such object is
 * {@link ErrorCode#CORRUPT}. The other versions are for people; each file carries its own.
 */
final class ClusterFormat {
    private static final int VERSION = 1;
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"([^\"\\\\]*)\"|(\\d+))");

    private ClusterFormat() {}

    static byte[] encode(Cluster cluster) {
        String text =
                "{\"format_version\": " + VERSION + ", \"cluster_id\": \"" + cluster.id() + "\", \"commit_way\": \""
                        + cluster.commitWay().text() + "\", \"segment_format\": 1, \"catalog_format\": 1}\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the object; {@code source} names it in errors. */
    static Cluster decode(String source, byte[] bytes) {
        Map<String, String> fields = fields(new String(bytes, StandardCharsets.UTF_8));
        String version = fields.getOrDefault("format_version", "");
        String id = fields.getOrDefault("cluster_id", "");
        if (version.isEmpty() || id.isEmpty()) {
            throw new LodurException(ErrorCode.CORRUPT, source + " names no format_version or no cluster_id");
        }
        if (!version.equals(Integer.toString(VERSION))) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW,
                    source + " has format version " + version + ", this lodur reads " + VERSION);
        }
        return new Cluster(id, commitWay(source, fields.getOrDefault("commit_way", "")));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            fields.put(matcher.group(1), value);
        }
        return fields;
    }

    private static CommitWay commitWay(String source, String text) {
        for (CommitWay way : CommitWay.values()) {
            if (way.text().equals(text)) {
                return way;
            }
        }
        throw new LodurException(
                ErrorCode.FORMAT_TOO_NEW,
                source + " names the commit_way '" + text + "', which this lodur does not know");
    }
}
