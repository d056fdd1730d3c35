package dev.lodur.engine.row;

import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The row on its way through a pipeline: its line and its labels as they are at the moment.
 *
 * <p>Labels come from three places: the stream, the structured metadata under the names it is exposed by, and stages
 * (<em>parsed</em>). A parsed label hides one of the same name from elsewhere, and a removed one is hidden as well. Values
 * are ranges of bytes, of the line or of the row's own arena, which stays as it is until the next {@link #begin}.
 *
 * <p>One object serves row after row. Used by one thread at a time.
 */
public final class Row {
    public static final String ERROR = "__error__";
    public static final String ERROR_DETAILS = "__error_details__";
    /** Set beside an error that the query asks for, so that a metric query does not fail with it. */
    public static final String PRESERVE_ERROR = "__preserve_error__";

    /** How the names of both error labels begin. */
    public static final String ERROR_PREFIX = "__error";

    private static final byte METADATA = 1;
    private static final byte PARSED = 2;
    private static final byte REMOVED = 3;
    private static final byte KIND = 3;
    /** The name was made by a parser, and no later one makes it again. */
    private static final byte EXTRACTED = 4;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final int STREAMS_CACHED_MAX = 4096;

    private final ParserHints hints;
    private final IdentityHashMap<Labels, byte[][]> streamValues = new IdentityHashMap<>();
    private Labels stream = Labels.EMPTY;
    private byte[][] values = new byte[0][];
    private long timestampNanos;
    private byte[] line = NOTHING;
    private int lineFrom;
    private int lineTo;

    private String[] names = new String[32];
    private byte[][] buffers = new byte[32][];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private byte[] kinds = new byte[32];
    private int size;
    private int namedExtracted;
    private boolean anyRemoved;

    private byte[] arena = new byte[1024];
    private int arenaEnd;
    private @Nullable String error;
    private @Nullable String errorDetails;

    private byte[] valueBytes = NOTHING;
    private int valueFrom;
    private int valueTo;

    public Row(ParserHints hints) {
        this.hints = hints;
    }

    ParserHints hints() {
        return hints;
    }

    /** Takes on a row without metadata; the line is a range of bytes that nobody changes until the next row. */
    public void begin(Labels rowStream, long rowTimestampNanos, byte[] bytes, int from, int to) {
        if (!rowStream.equals(stream)) {
            stream = rowStream;
            values = valuesOf(rowStream);
        }
        timestampNanos = rowTimestampNanos;
        setLine(bytes, from, to);
        size = 0;
        namedExtracted = 0;
        anyRemoved = false;
        arenaEnd = 0;
        error = null;
        errorDetails = null;
    }

    private byte[][] valuesOf(Labels labels) {
        byte[][] known = streamValues.get(labels);
        if (known == null) {
            known = new byte[labels.size()][];
            for (int i = 0; i < known.length; i++) {
                known[i] = labels.value(i).getBytes(StandardCharsets.UTF_8);
            }
            if (streamValues.size() == STREAMS_CACHED_MAX) {
                streamValues.clear();
            }
            streamValues.put(labels, known);
        }
        return known;
    }

    /** Gives the row a piece of structured metadata under the name it is exposed by. */
    public void addMetadata(String name, byte[] bytes, int from, int to) {
        append(name, bytes, from, to, METADATA);
    }

    public Labels stream() {
        return stream;
    }

    public long timestampNanos() {
        return timestampNanos;
    }

    public byte[] line() {
        return line;
    }

    public int lineFrom() {
        return lineFrom;
    }

    public int lineTo() {
        return lineTo;
    }

    public String lineText() {
        return new String(line, lineFrom, lineTo - lineFrom, StandardCharsets.UTF_8);
    }

    void setLine(byte[] bytes, int from, int to) {
        line = bytes;
        lineFrom = from;
        lineTo = to;
    }

    /** Room for so many bytes in the arena, from {@link #arenaEnd} on; they count once {@link #keep} is called. */
    byte[] reserve(int bytes) {
        if (arena.length - arenaEnd < bytes) {
            // Ranges of the old array stay valid: nobody writes to it any more.
            arena = new byte[Math.max(2 * arena.length, bytes)];
            arenaEnd = 0;
        }
        return arena;
    }

    int arenaEnd() {
        return arenaEnd;
    }

    /** Makes the bytes up to a position of the arena part of it. */
    void keep(int end) {
        arenaEnd = end;
    }

    /**
     * Looks a label up, errors included; where it is there {@link #valueBytes}, {@link #valueFrom} and {@link #valueTo} are
     * its value.
     */
    public boolean find(String name) {
        if (name.startsWith(ERROR_PREFIX)) {
            if (name.equals(ERROR) || name.equals(ERROR_DETAILS)) {
                return findError(name.equals(ERROR) ? error : errorDetails);
            }
        }
        int entry = entry(name);
        if (entry >= 0) {
            valueBytes = buffers[entry];
            valueFrom = starts[entry];
            valueTo = ends[entry];
            return (kinds[entry] & KIND) != REMOVED;
        }
        int own = stream.indexOf(name);
        if (own < 0) {
            return false;
        }
        valueBytes = values[own];
        valueFrom = 0;
        valueTo = valueBytes.length;
        return true;
    }

    private boolean findError(@Nullable String text) {
        if (text == null) {
            return false;
        }
        valueBytes = text.getBytes(StandardCharsets.UTF_8);
        valueFrom = 0;
        valueTo = valueBytes.length;
        return true;
    }

    public byte[] valueBytes() {
        return valueBytes;
    }

    public int valueFrom() {
        return valueFrom;
    }

    public int valueTo() {
        return valueTo;
    }

    /** The value that {@link #find} has found. */
    public String valueText() {
        return new String(valueBytes, valueFrom, valueTo - valueFrom, StandardCharsets.UTF_8);
    }

    /** The value of a label as text, or null where the row lacks it. */
    public @Nullable String text(String name) {
        return find(name) ? valueText() : null;
    }

    /** Whether the stream or the metadata has a name, so that a parsed label gets another. */
    boolean isTaken(String name) {
        if (stream.has(name)) {
            return true;
        }
        int entry = entry(name);
        return entry >= 0 && (kinds[entry] & KIND) == METADATA;
    }

    /** Makes the label of a key that a parser has found, unless it is not wanted or another parser made it before. */
    void extract(KeyTable.Key key, byte[] bytes, int from, int to) {
        if (key.name().isEmpty()) {
            return;
        }
        boolean taken = isTaken(key.name());
        if (key.isWanted(taken)) {
            extract(taken ? key.takenName() : key.name(), bytes, from, to);
        }
    }

    /** Makes a label that is wanted, unless a parser made it before. */
    void extract(String name, byte[] bytes, int from, int to) {
        int entry = entry(name);
        if (entry < 0 || (kinds[entry] & EXTRACTED) == 0) {
            setExtracted(name, bytes, from, to);
        }
    }

    /** Makes a label, whoever made it before, and remembers that a parser did. */
    void setExtracted(String name, byte[] bytes, int from, int to) {
        int entry = entry(name);
        boolean before = entry >= 0 && (kinds[entry] & EXTRACTED) != 0;
        if (entry < 0) {
            append(name, bytes, from, to, (byte) (PARSED | EXTRACTED));
        } else {
            set(entry, bytes, from, to, (byte) (PARSED | EXTRACTED));
        }
        if (!before && hints.isNamed(name)) {
            namedExtracted++;
        }
    }

    /** Whether parsers have made every label that the query names. */
    boolean isAllExtracted() {
        return namedExtracted > 0 && namedExtracted == hints.namedCount();
    }

    /** Gives the row a parsed label, or another value. */
    void setParsed(String name, byte[] bytes, int from, int to) {
        int entry = entry(name);
        if (entry < 0) {
            append(name, bytes, from, to, PARSED);
        } else {
            set(entry, bytes, from, to, (byte) (PARSED | (kinds[entry] & EXTRACTED)));
        }
    }

    void setParsed(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        setParsed(name, bytes, 0, bytes.length);
    }

    /** Takes a label away, wherever it comes from. */
    void remove(String name) {
        int entry = entry(name);
        if (entry >= 0) {
            kinds[entry] = (byte) (REMOVED | (kinds[entry] & EXTRACTED));
            anyRemoved = true;
        } else if (stream.has(name)) {
            append(name, NOTHING, 0, 0, REMOVED);
            anyRemoved = true;
        }
    }

    private int entry(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void append(String name, byte[] bytes, int from, int to, byte kind) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            buffers = Arrays.copyOf(buffers, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            kinds = Arrays.copyOf(kinds, 2 * size);
        }
        names[size] = name;
        set(size, bytes, from, to, kind);
        size++;
    }

    private void set(int entry, byte[] bytes, int from, int to, byte kind) {
        buffers[entry] = bytes;
        starts[entry] = from;
        ends[entry] = to;
        kinds[entry] = kind;
    }

    public boolean hasError() {
        return error != null;
    }

    /** Whether the row shows anything of an error; the details stay where only the error itself is dropped. */
    public boolean hasErrorLabels() {
        return error != null || errorDetails != null;
    }

    public @Nullable String error() {
        return error;
    }

    @Nullable String errorDetails() {
        return errorDetails;
    }

    /** Marks the row with an error, in place of the one that it has. */
    public void fail(String what, @Nullable String details) {
        error = what;
        errorDetails = details == null ? errorDetails : details;
    }

    /** Marks the row with an error of a parser, which stays in the answer of a metric query that asks for errors. */
    void failToParse(String what, @Nullable String details) {
        fail(what, details);
        if (hints.keepsErrors()) {
            setParsed(PRESERVE_ERROR, TRUE, 0, TRUE.length);
        }
    }

    void clearError() {
        error = null;
    }

    void clearErrorDetails() {
        errorDetails = null;
    }

    /** Whether a metric query may take the row although it has an error. */
    public boolean mayKeepError() {
        return find(PRESERVE_ERROR)
                && valueTo - valueFrom == TRUE.length
                && valueText().equals("true");
    }

    /** Entries of the overlay: metadata and what stages did; for whoever needs the row's labels without making a set. */
    public int entries() {
        return size;
    }

    public String entryName(int entry) {
        return names[entry];
    }

    public byte[] entryBytes(int entry) {
        return buffers[entry];
    }

    public int entryFrom(int entry) {
        return starts[entry];
    }

    public int entryTo(int entry) {
        return ends[entry];
    }

    public boolean isEntryRemoved(int entry) {
        return (kinds[entry] & KIND) == REMOVED;
    }

    /** The labels of the stream that are still there. */
    public Labels streamLabels() {
        boolean hidden = anyRemoved;
        for (int i = 0; i < size && !hidden; i++) {
            hidden = stream.has(names[i]);
        }
        if (!hidden) {
            return stream;
        }
        Map<String, String> left = new TreeMap<>(stream.toMap());
        for (int i = 0; i < size; i++) {
            left.remove(names[i]);
        }
        return Labels.of(left);
    }

    /** The structured metadata that is still there, under the names it is exposed by. */
    public Labels metadataLabels() {
        return Labels.of(labelsOf(METADATA));
    }

    /** The parsed labels, errors included. */
    public Labels parsedLabels() {
        Map<String, String> labels = labelsOf(PARSED);
        addErrors(labels);
        return Labels.of(labels);
    }

    private void addErrors(Map<String, String> labels) {
        if (error != null) {
            labels.put(ERROR, error);
        }
        if (errorDetails != null) {
            labels.put(ERROR_DETAILS, errorDetails);
        }
    }

    private Map<String, String> labelsOf(byte kind) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            if ((kinds[i] & KIND) == kind) {
                labels.put(names[i], entryText(i));
            }
        }
        return labels;
    }

    private String entryText(int entry) {
        return new String(buffers[entry], starts[entry], ends[entry] - starts[entry], StandardCharsets.UTF_8);
    }

    /** All labels as they are now, errors included, sorted by name. */
    public SortedMap<String, String> allLabels() {
        TreeMap<String, String> all = new TreeMap<>(stream.toMap());
        for (int i = 0; i < size; i++) {
            if ((kinds[i] & KIND) == REMOVED) {
                all.remove(names[i]);
            } else {
                all.put(names[i], entryText(i));
            }
        }
        addErrors(all);
        return all;
    }
}
