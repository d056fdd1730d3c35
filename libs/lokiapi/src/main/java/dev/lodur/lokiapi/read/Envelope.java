package dev.lodur.lokiapi.read;

import dev.lodur.model.Labels;
import java.util.List;

/** What stands around every query result: status, type, flags, statistics, warnings; and label sets as objects. */
final class Envelope {
    private Envelope() {}

    /** Up to where the result itself begins. */
    static void begin(JsonWriter json, String resultType, EncodingFlags flags) {
        json.beginObject();
        json.name("status").value("success");
        json.name("data").beginObject();
        json.name("resultType").value(resultType);
        if (!flags.flags().isEmpty()) {
            strings(json.name("encodingFlags"), flags.flags());
        }
        json.name("result");
    }

    /** From where the result has ended. */
    static void end(JsonWriter json, QueryStats stats, List<String> warnings) {
        QueryStatsJson.write(json.name("stats"), stats);
        json.endObject();
        if (!warnings.isEmpty()) {
            strings(json.name("warnings"), warnings);
        }
        json.endObject().flush();
    }

    static void strings(JsonWriter json, List<String> strings) {
        json.beginArray();
        strings.forEach(json::value);
        json.endArray();
    }

    static void labels(JsonWriter json, Labels labels) {
        json.beginObject();
        for (int i = 0; i < labels.size(); i++) {
            json.name(labels.name(i)).value(labels.value(i));
        }
        json.endObject();
    }

    /** {@code [1794308400.123,"0.5"]} */
    static void sample(JsonWriter json, long timestampNanos, double value) {
        json.beginArray()
                .seconds(timestampNanos)
                .value(GoNumbers.formatDouble(value))
                .endArray();
    }
}
