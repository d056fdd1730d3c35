package dev.lodur.lokiapi.push;

import java.util.Arrays;

/**
 * The labels of an OTLP request's streams as they are gathered, from the resource, its scope and the record, and the
 * stream that is open. Not thread-safe.
 */
final class OtlpStreams {
    private final boolean vary;
    private final PairBuffer labels = new PairBuffer();
    private final PairBuffer sorted = new PairBuffer();
    private final LabelText text = new LabelText();
    private final ByteSink openText = new ByteSink(512);
    private boolean open;

    /** How many labels there are, to come back to. */
    record Mark(int count, int sizeBytes) {}

    /**
     * @param vary whether records of one resource may be of different streams
     */
    OtlpStreams(boolean vary) {
        this.vary = vary;
    }

    /** The labels gathered so far. */
    PairBuffer labels() {
        return labels;
    }

    Mark mark() {
        return new Mark(labels.count(), labels.sizeBytes());
    }

    /** Takes back the labels that came after a mark. */
    void backTo(Mark mark) {
        labels.truncate(mark.count(), mark.sizeBytes());
    }

    /** Begins the stream of the labels at hand unless it is the one that is open. */
    void open(PushVisitor visitor) {
        if (open && !vary) {
            return;
        }
        sorted.clear();
        sorted.addAll(labels);
        text.write(sorted);
        if (open && isOpen()) {
            return;
        }
        end(visitor);
        openText.clear();
        openText.add(text.bytes(), 0, text.length());
        visitor.beginStream(text.bytes(), 0, text.length());
        open = true;
    }

    private boolean isOpen() {
        return Arrays.equals(text.bytes(), 0, text.length(), openText.bytes(), 0, openText.size());
    }

    /** Ends the stream that is open, if any. */
    void end(PushVisitor visitor) {
        if (open) {
            visitor.endStream();
            open = false;
        }
    }
}
