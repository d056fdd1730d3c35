package dev.lodur.ring.consul;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a member's key, a JSON object. Fields that a reader does not know are ignored; a version that it does not
 * know is refused.
 *
 * <pre>
 * version            1
 * address            host:port for gRPC
 * http_address       host:port for HTTP
 * zone               text, may be empty
 * state              JOINING, ACTIVE or LEAVING
 * forgotten          true where the member was given up; missing otherwise
 * tokens             base64 of 32-bit numbers, big endian, ascending as unsigned numbers
 * registered_millis  since 1970
 * heard_millis       since 1970
 * oldest_unflushed   nanoseconds since 1970; missing where all entries are in the bucket
 * </pre>
 *
 * Whether the member lives is not in the value: the key's session says so.
 */
final class MemberFormat {
    static final int VERSION = 1;

    private MemberFormat() {}

    static byte[] write(Member member) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("address", member.address());
        fields.put("http_address", member.facts().httpAddress());
        fields.put("zone", member.zone());
        fields.put("state", reported(member.state()).label());
        if (member.state() instanceof MemberState.Forgotten) {
            fields.put("forgotten", true);
        }
        fields.put("tokens", Base64.getEncoder().encodeToString(bytes(member.tokens())));
        fields.put("registered_millis", member.facts().registeredMillis());
        fields.put("heard_millis", member.facts().heardMillis());
        if (member.facts().oldestUnflushedNanos() != Member.Facts.NOTHING_UNFLUSHED) {
            fields.put("oldest_unflushed", member.facts().oldestUnflushedNanos());
        }
        return Json.write(fields);
    }

    private static MemberState reported(MemberState state) {
        return switch (state) {
            case MemberState.Joining joining -> joining;
            case MemberState.Active active -> active;
            case MemberState.Leaving leaving -> leaving;
            case MemberState.Unhealthy(MemberState before) -> before;
            case MemberState.Forgotten(MemberState before) -> before;
        };
    }

    /**
     * Reads a value.
     *
     * @param held whether a session holds the key: a member without one is not heard from
     */
    static Member read(String id, byte[] value, boolean held) {
        try {
            Object fields = Json.read(value);
            requireVersion(id, fields);
            return new Member(
                    id,
                    Json.text(fields, "address"),
                    Json.text(fields, "zone"),
                    state(id, fields, held),
                    tokens(Base64.getDecoder().decode(Json.text(fields, "tokens"))),
                    new Member.Facts(
                            Json.text(fields, "http_address"),
                            Json.number(fields, "registered_millis"),
                            Json.number(fields, "heard_millis"),
                            Json.field(fields, "oldest_unflushed") instanceof Long nanos
                                    ? nanos
                                    : Member.Facts.NOTHING_UNFLUSHED));
        } catch (IOException | IllegalArgumentException e) {
            throw new LodurException(
                    ErrorCode.CORRUPT, "the ring's key of member '" + id + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireVersion(String id, @Nullable Object fields) {
        long version = Json.number(fields, "version");
        if (version != VERSION) {
            throw new LodurException(
                    ErrorCode.FORMAT_TOO_NEW,
                    "the ring's key of member '" + id + "' has version " + version + ", this one reads " + VERSION);
        }
    }

    private static MemberState state(String id, @Nullable Object fields, boolean held) {
        String label = Json.text(fields, "state");
        MemberState reported = switch (label) {
            case "JOINING" -> new MemberState.Joining();
            case "ACTIVE" -> new MemberState.Active();
            case "LEAVING" -> new MemberState.Leaving();
            default ->
                throw new LodurException(
                        ErrorCode.CORRUPT, "the ring's key of member '" + id + "' has the state '" + label + "'");
        };
        if (held) {
            return reported;
        }
        return Json.flag(fields, "forgotten")
                ? new MemberState.Forgotten(reported)
                : new MemberState.Unhealthy(reported);
    }

    private static byte[] bytes(int[] tokens) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * tokens.length);
        for (int token : tokens) {
            buffer.putInt(token);
        }
        return buffer.array();
    }

    private static int[] tokens(byte[] bytes) {
        int[] tokens = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(tokens);
        return tokens;
    }
}
