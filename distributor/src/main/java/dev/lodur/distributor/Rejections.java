package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was refused of one request: counts by reason for the metrics and the texts for the answer, of which at most
 * {@value #TEXTS_MAX} different ones are listed.
 */
final class Rejections {
    static final int TEXTS_MAX = 10;
    private static final int TEXT_CHARACTERS_MAX = 8192;

    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<DiscardReason, long[]> counts = new EnumMap<>(DiscardReason.class);
    private int unlisted;
    private boolean rateLimited;

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Whether a text more would be listed: where not, it need not be made. */
    boolean hasRoom() {
        return texts.size() < TEXTS_MAX;
    }

    void count(DiscardReason reason, long lines, long bytes) {
        long[] sums = counts.computeIfAbsent(reason, r -> new long[2]);
        sums[0] += lines;
        sums[1] += bytes;
        rateLimited |= reason == DiscardReason.PER_STREAM_RATE_LIMIT;
    }

    void addText(String text) {
        String listed = text.length() > TEXT_CHARACTERS_MAX ? text.substring(0, TEXT_CHARACTERS_MAX) + "…" : text;
        if (texts.containsKey(listed) || hasRoom()) {
            texts.merge(listed, 1, Integer::sum);
        } else {
            unlisted++;
        }
    }

    void addUnlisted() {
        unlisted++;
    }

    void report(Tenant tenant, PushKind kind, DistributorMetrics metrics) {
        counts.forEach((reason, sums) -> metrics.discarded(tenant, kind, reason, sums[0], sums[1]));
    }

    /** The answer to the request: 429 where a rate was among the reasons, so that clients send again, else 400. */
    LodurException toException() {
        StringBuilder text = new StringBuilder();
        texts.forEach((message, times) -> {
            text.append(text.isEmpty() ? "" : "; ");
            text.append(times > 1 ? times + " errors like: " : "").append(message);
        });
        if (unlisted > 0) {
            text.append("; and ").append(unlisted).append(" more errors");
        }
        return new LodurException(rateLimited ? ErrorCode.RATE_LIMITED : ErrorCode.LIMIT_EXCEEDED, text.toString());
    }
}
