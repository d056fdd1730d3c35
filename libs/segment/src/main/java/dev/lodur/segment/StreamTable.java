package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.segment.parquet.IntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * The streams of a segment in the order of their labels, and for each label pair the streams that have it.
 *
 * <p>Held as postings over primitive arrays; the {@link Labels} of a stream are made when first asked for and kept.
 * Immutable and thread-safe. Arrays handed out are not changed by anybody.
 */
public final class StreamTable {
    private final int count;
    private final String[] names;
    private final int[] nameValues;
    private final String[] values;
    private final int[] valuePostings;
    private final int[] postings;
    private final int[] streamPairs;
    private final int[] pairValues;
    private final int[] pairNames;
    private final AtomicReferenceArray<Labels> labels;

    /**
     * A table over arrays, which it takes over.
     *
     * @param names ascending label names
     * @param nameValues for each name its first value, and the number of values at the end
     * @param values ascending within a name
     * @param valuePostings for each value its first posting, and the number of postings at the end
     * @param postings for each value the ascending streams that have it
     * @throws LodurException with CORRUPT where a stream would have two values of a name
     */
    public StreamTable(
            int count, String[] names, int[] nameValues, String[] values, int[] valuePostings, int[] postings) {
        this.count = count;
        this.names = names;
        this.nameValues = nameValues;
        this.values = values;
        this.valuePostings = valuePostings;
        this.postings = postings;
        streamPairs = new int[count + 1];
        for (int stream : postings) {
            streamPairs[stream + 1]++;
        }
        for (int stream = 0; stream < count; stream++) {
            streamPairs[stream + 1] += streamPairs[stream];
        }
        pairValues = new int[postings.length];
        pairNames = new int[postings.length];
        invert();
        labels = new AtomicReferenceArray<>(count);
    }

    private void invert() {
        int[] next = Arrays.copyOf(streamPairs, count);
        for (int name = 0; name < names.length; name++) {
            if (name > 0 && names[name - 1].compareTo(names[name]) >= 0) {
                throw new LodurException(ErrorCode.CORRUPT, "label name " + names[name] + " is out of order");
            }
            for (int p = valuePostings[nameValues[name]]; p < valuePostings[nameValues[name + 1]]; p++) {
                int stream = postings[p];
                int at = next[stream]++;
                if (at > streamPairs[stream] && pairNames[at - 1] == name) {
                    throw new LodurException(
                            ErrorCode.CORRUPT, "stream " + stream + " has label " + names[name] + " twice");
                }
                pairNames[at] = name;
            }
            for (int value = nameValues[name]; value < nameValues[name + 1]; value++) {
                for (int p = valuePostings[value]; p < valuePostings[value + 1]; p++) {
                    pairValues[next[postings[p]] - 1] = value;
                }
            }
        }
    }

    /** The table of streams given in ascending order. */
    public static StreamTable of(List<Labels> streams) {
        Map<String, Map<String, IntArray>> byName = new TreeMap<>();
        for (int stream = 0; stream < streams.size(); stream++) {
            Labels set = streams.get(stream);
            for (int i = 0; i < set.size(); i++) {
                byName.computeIfAbsent(set.name(i), name -> new TreeMap<>())
                        .computeIfAbsent(set.value(i), value -> new IntArray())
                        .add(stream);
            }
        }
        String[] names = byName.keySet().toArray(String[]::new);
        IntArray nameValues = new IntArray();
        IntArray valuePostings = new IntArray();
        IntArray postings = new IntArray();
        List<String> values = new ArrayList<>();
        for (Map<String, IntArray> ofName : byName.values()) {
            nameValues.add(values.size());
            ofName.forEach((value, list) -> {
                values.add(value);
                valuePostings.add(postings.size());
                for (int i = 0; i < list.size(); i++) {
                    postings.add(list.get(i));
                }
            });
        }
        nameValues.add(values.size());
        valuePostings.add(postings.size());
        return new StreamTable(
                streams.size(),
                names,
                nameValues.toArray(),
                values.toArray(String[]::new),
                valuePostings.toArray(),
                postings.toArray());
    }

    /** The number of streams. */
    public int count() {
        return count;
    }

    /** The labels of a stream; the same object at each call. */
    public Labels labels(int stream) {
        Labels known = labels.get(stream);
        if (known != null) {
            return known;
        }
        int from = streamPairs[stream];
        int size = streamPairs[stream + 1] - from;
        String[] ownNames = new String[size];
        String[] ownValues = new String[size];
        for (int i = 0; i < size; i++) {
            ownNames[i] = names[pairNames[from + i]];
            ownValues[i] = values[pairValues[from + i]];
        }
        Labels made = Labels.ofSorted(ownNames, ownValues);
        return labels.compareAndSet(stream, null, made) ? made : labels.get(stream);
    }

    /** All label names, ascending. */
    public List<String> names() {
        return List.of(names);
    }

    /** All values of a label name, ascending; none where no stream has the name. */
    public List<String> values(String name) {
        int index = Arrays.binarySearch(names, name);
        return index < 0 ? List.of() : List.of(Arrays.copyOfRange(values, nameValues[index], nameValues[index + 1]));
    }

    /** The ascending streams that have the label with this value. */
    public int[] postings(String name, String value) {
        int index = Arrays.binarySearch(names, name);
        int found = index < 0 ? -1 : Arrays.binarySearch(values, nameValues[index], nameValues[index + 1], value);
        return found < 0 ? new int[0] : Arrays.copyOfRange(postings, valuePostings[found], valuePostings[found + 1]);
    }

    /**
     * The streams whose value of a label matches; a stream without the label has the empty value. The predicate is asked
     * once for each distinct value.
     */
    public BitSet matching(String name, Predicate<String> valueMatches) {
        BitSet matching = new BitSet(count);
        if (valueMatches.test("")) {
            matching.set(0, count);
        }
        int index = Arrays.binarySearch(names, name);
        if (index < 0) {
            return matching;
        }
        for (int value = nameValues[index]; value < nameValues[index + 1]; value++) {
            boolean matches = valueMatches.test(values[value]);
            for (int p = valuePostings[value]; p < valuePostings[value + 1]; p++) {
                matching.set(postings[p], matches);
            }
        }
        return matching;
    }

    /** For each label name its first value, and the number of values at the end; see the constructor. */
    public int[] nameValues() {
        return nameValues;
    }

    /** The values of all names one after the other. */
    public String[] values() {
        return values;
    }

    /** For each value its first posting, and the number of postings at the end. */
    public int[] valuePostings() {
        return valuePostings;
    }

    /** The streams of all values one after the other. */
    public int[] postings() {
        return postings;
    }
}
