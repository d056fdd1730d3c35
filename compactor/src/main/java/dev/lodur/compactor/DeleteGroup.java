package dev.lodur.compactor;

import dev.lodur.store.DeleteRequest;
import dev.lodur.store.DeleteRequest.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A delete request as its tenant made it: all of its parts. */
record DeleteGroup(String id, List<DeleteRequest> parts) {
    DeleteGroup {
        parts = List.copyOf(parts);
    }

    /** The requests that some parts belong to, in the order of their making. */
    static List<DeleteGroup> of(List<DeleteRequest> requests) {
        Map<String, List<DeleteRequest>> parts = new LinkedHashMap<>();
        for (DeleteRequest request : requests) {
            parts.computeIfAbsent(request.group(), group -> new ArrayList<>()).add(request);
        }
        return parts.entrySet().stream()
                .map(entry -> new DeleteGroup(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(DeleteGroup::createdAtMillis))
                .toList();
    }

    String query() {
        return parts.getFirst().query();
    }

    long createdAtMillis() {
        return parts.getFirst().createdAtMillis();
    }

    long startNanos() {
        return parts.stream().mapToLong(DeleteRequest::startNanos).min().orElseThrow();
    }

    long endNanos() {
        return parts.stream().mapToLong(DeleteRequest::endNanos).max().orElseThrow();
    }

    boolean isProcessed() {
        return parts.stream().noneMatch(DeleteRequest::isPending);
    }

    /** Whether some lines are removed already. */
    boolean isBegun() {
        return fraction() > 0;
    }

    /** In Loki's words. */
    String status() {
        if (isProcessed()) {
            return "processed";
        }
        return isBegun() ? (int) (100 * fraction()) + "% Complete" : "received";
    }

    private double fraction() {
        return parts.stream()
                .mapToDouble(part -> switch (part.state()) {
                    case State.Received _ -> 0;
                    case State.Progress(double fraction) -> fraction;
                    case State.Processed _ -> 1;
                })
                .average()
                .orElse(0);
    }
}
