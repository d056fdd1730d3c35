package dev.lodur.wal;

import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import dev.lodur.wal.WalFormat.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads all files of a log in their order. Used once, by one thread. */
final class WalReplay {
    /** A file as its name and header have it; the header is null where it is damaged. */
    private record Found(
            Path path, long firstSequence, @Nullable Header header) {}

    /** A file that was read. */
    record Replayed(Path path, long firstSequence, WalFileReader.Result result, long sizeBytes) {
        /** Whether the file ever counted; one whose making failed has no header. */
        boolean counted() {
            return result.goodBytes() > 0;
        }

        /** The last sequence that was given away, as far as anything tells. */
        long takenSequence() {
            return Math.max(firstSequence, Math.max(result.lastSequence(), result.provenDurable()));
        }
    }

    private final FileLayer files;
    private final Path directory;
    private final RecordVisitor visitor;
    private final WalListener listener;

    WalReplay(FileLayer files, Path directory, RecordVisitor visitor, WalListener listener) {
        this.files = files;
        this.directory = directory;
        this.visitor = visitor;
        this.listener = listener;
    }

    List<Replayed> run() throws IOException {
        List<Found> found = find();
        Map<Long, Long> durable = durableByFirst(found);
        List<Replayed> replayed = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Found file = found.get(i);
            reportMissing(file, found.subList(0, i));
            long nextFirst = i + 1 < found.size() ? found.get(i + 1).firstSequence() : Long.MAX_VALUE;
            replayed.add(read(file, durable.getOrDefault(file.firstSequence(), 0L), nextFirst));
        }
        return replayed;
    }

    private List<Found> find() throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path path : files.list(directory)) {
            OptionalLong first = WalFormat.firstSequence(path);
            if (first.isPresent()) {
                found.add(new Found(path, first.getAsLong(), header(path, first.getAsLong())));
            }
        }
        return found;
    }

    private @Nullable Header header(Path path, long firstSequence) throws IOException {
        try (ReadFile file = files.open(path)) {
            if (file.sizeBytes() < WalFormat.HEADER_BYTES) {
                return null;
            }
            byte[] bytes = new byte[WalFormat.HEADER_BYTES];
            file.read(0, bytes, 0, bytes.length);
            Header header = WalFormat.decodeHeader(bytes, path);
            return header != null && header.firstSequence() == firstSequence ? header : null;
        }
    }

    private static Map<Long, Long> durableByFirst(List<Found> found) {
        Map<Long, Long> durable = new HashMap<>();
        for (Found file : found) {
            if (file.header() != null) {
                durable.merge(file.header().previousFirst(), file.header().previousDurable(), Math::max);
            }
        }
        return durable;
    }

    /** Files are removed oldest first, so one that is missing behind an older one was lost. */
    private void reportMissing(Found file, List<Found> before) {
        Header header = file.header();
        if (header == null || before.isEmpty() || header.previousDurable() < header.previousFirst()) {
            return;
        }
        long missing = header.previousFirst();
        boolean removed = before.getFirst().firstSequence() > missing;
        if (!removed && before.stream().noneMatch(other -> other.firstSequence() == missing)) {
            listener.corrupt(directory.resolve(WalFormat.fileName(missing)), 0, 0, "the file is missing");
        }
    }

    private Replayed read(Found found, long durable, long nextFirst) throws IOException {
        try (ReadFile file = files.open(found.path())) {
            WalFileReader reader =
                    new WalFileReader(found.path(), file, found.firstSequence(), durable, nextFirst, visitor, listener);
            WalFileReader.Result result = reader.read(found.header());
            return new Replayed(found.path(), found.firstSequence(), result, file.sizeBytes());
        }
    }
}
