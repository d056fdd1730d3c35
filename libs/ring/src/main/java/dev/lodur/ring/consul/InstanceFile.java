package dev.lodur.ring.consul;

import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import dev.lodur.ring.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a member remembers over restarts, as a JSON file: its tokens, when it first registered, and its last session, by
 * which it knows a key as its own. Replaced by rename, so a loss of power leaves the old or the new one. Not thread-safe.
 *
 * @param session empty where there was none yet
 */
record InstanceFile(int[] tokens, long registeredMillis, String session) {
    private static final int SIZE_BYTES_MAX = 1 << 20;

    /** Reads the file; one that is missing or damaged gives new tokens, which costs nothing but a move of streams. */
    static InstanceFile open(FileLayer files, Path file, int tokens, long nowMillis, RandomGenerator random) {
        InstanceFile stored = read(files, file);
        return stored != null && stored.tokens.length == tokens
                ? stored
                : new InstanceFile(Member.randomTokens(random, tokens), nowMillis, "");
    }

    private static @Nullable InstanceFile read(FileLayer files, Path file) {
        try {
            if (!files.exists(file)) {
                return null;
            }
            try (ReadFile opened = files.open(file)) {
                byte[] bytes = new byte[(int) Math.min(opened.sizeBytes(), SIZE_BYTES_MAX)];
                opened.read(0, bytes, 0, bytes.length);
                return parse(bytes);
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger(InstanceFile.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "cannot read " + file + ", new tokens are drawn: " + e.getMessage());
            return null;
        }
    }

    private static InstanceFile parse(byte[] bytes) throws IOException {
        Object fields = Json.read(bytes);
        List<Long> tokens = Json.list(Json.field(fields, "tokens"), token -> (Long) token);
        return new InstanceFile(
                tokens.stream().mapToInt(Long::intValue).toArray(),
                Json.number(fields, "registered_millis"),
                Json.text(fields, "session"));
    }

    InstanceFile withSession(String newSession) {
        return new InstanceFile(tokens, registeredMillis, newSession);
    }

    void write(FileLayer files, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        if (folder != null) {
            files.createDirectories(folder);
        }
        files.delete(temporary);
        try (AppendFile out = files.create(temporary)) {
            byte[] bytes = Json.write(fields());
            out.write(bytes, 0, bytes.length);
            out.force();
        }
        files.rename(temporary, file);
        if (folder != null) {
            files.forceDirectory(folder);
        }
    }

    private Map<String, Object> fields() {
        List<Long> values = new ArrayList<>();
        for (int token : tokens) {
            values.add(Integer.toUnsignedLong(token));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tokens", values);
        fields.put("registered_millis", registeredMillis);
        fields.put("session", session);
        return fields;
    }
}
