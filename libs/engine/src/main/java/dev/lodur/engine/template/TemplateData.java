package dev.lodur.engine.template;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a template reads: the labels of one line, its text and its time. Methods may be called many times. */
public interface TemplateData {
    /** The value of a label, null where the line does not have it. */
    @Nullable String field(String name);

    /** All labels, sorted by name. */
    SequencedMap<String, String> fields();

    /** The text of the line. */
    String line();

    /** The time of the line since the epoch. */
    long timestampNanos();
}
