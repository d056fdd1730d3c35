package dev.lodur.segment.v1;

import dev.lodur.segment.StreamTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import dev.lodur.segment.parquet.IntArray;
import java.util.ArrayList;
import java.util.List;

/** The section of streams and postings, as {@link SegmentFormat} says. */
final class StreamSection {
    private StreamSection() {}

    static void write(StreamTable streams, ByteSink out) {
        out.putVarint(streams.count());
        out.putVarint(streams.names().size());
        int[] nameValues = streams.nameValues();
        for (int name = 0; name < streams.names().size(); name++) {
            out.putString(streams.names().get(name));
            out.putVarint(nameValues[name + 1] - nameValues[name]);
            for (int value = nameValues[name]; value < nameValues[name + 1]; value++) {
                out.putString(streams.values()[value]);
                postings(streams.postings(), streams.valuePostings()[value], streams.valuePostings()[value + 1], out);
            }
        }
    }

    private static void postings(int[] postings, int from, int to, ByteSink out) {
        out.putVarint(to - from);
        int before = -1;
        for (int i = from; i < to; i++) {
            out.putVarint(postings[i] - before - 1);
            before = postings[i];
        }
    }

    static StreamTable read(ByteSource in) {
        int count = in.getInt(Integer.MAX_VALUE - 1);
        int names = in.getCount();
        String[] name = new String[names];
        int[] nameValues = new int[names + 1];
        List<String> values = new ArrayList<>();
        var valuePostings = new IntArray();
        var postings = new IntArray();
        for (int i = 0; i < names; i++) {
            name[i] = in.getString();
            nameValues[i] = values.size();
            int valueCount = in.getCount();
            for (int j = 0; j < valueCount; j++) {
                String value = in.getString();
                if (j > 0 && values.getLast().compareTo(value) >= 0) {
                    throw in.corrupt();
                }
                values.add(value);
                valuePostings.add(postings.size());
                int stream = -1;
                for (int left = in.getCount(); left > 0; left--) {
                    stream += 1 + in.getInt(count - 2L - stream);
                    postings.add(stream);
                }
            }
        }
        nameValues[names] = values.size();
        valuePostings.add(postings.size());
        // Only one stream can be without labels, so a wrong number cannot take memory that the postings do not justify.
        if (count > postings.size() + 1) {
            throw in.corrupt();
        }
        in.end();
        return new StreamTable(
                count, name, nameValues, values.toArray(String[]::new), valuePostings.toArray(), postings.toArray());
    }
}
