package dev.lodur.store;

import dev.lodur.model.TimeRange;
import java.util.Objects;

/**
 * One request of a tenant to delete lines, or one part of a request for a long time that was divided. Immutable.
 *
 * @param group names the request for whoever made it; parts of one request have it in common
 * @param part counts the parts of a group from 0
 * @param query LogQL: a selector and line and label filters; which lines
 * @param startNanos since 1970, included
 * @param endNanos since 1970, included
 * @param createdAtMillis since 1970, by the clock of who took it
 * @param unknownFields what a newer version wrote and this one does not understand, kept as it is
 */
public record DeleteRequest(
        String group,
        int part,
        String query,
        long startNanos,
        long endNanos,
        long createdAtMillis,
        State state,
        byte[] unknownFields) {
    /** How far a request is; one that is cancelled is not there any more. */
    public sealed interface State {
        State RECEIVED = new Received();

        /** Its lines are hidden from queries; nothing is removed yet. */
        record Received() implements State {}

        /**
         * Some of its lines are removed, all are hidden.
         *
         * @param fraction of the work that is done, above 0 and up to 1
         */
        record Progress(double fraction) implements State {
            public Progress {
                if (!(fraction > 0 && fraction <= 1)) {
                    throw new IllegalArgumentException("fraction of a delete request that is done: " + fraction);
                }
            }
        }

        /**
         * All its lines are removed, wherever they were stored; lines that come after that stay.
         *
         * @param atMillis since 1970
         */
        record Processed(long atMillis) implements State {}
    }

    /** Tells a request, or part, from all others of its tenant. */
    public record Id(String group, int part) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int byGroup = group.compareTo(other.group);
            return byGroup != 0 ? byGroup : Integer.compare(part, other.part);
        }

        @Override
        public String toString() {
            return group + "/" + part;
        }
    }

    public DeleteRequest {
        Objects.requireNonNull(state);
        if (group.isEmpty() || part < 0 || query.isEmpty() || endNanos < startNanos) {
            throw new IllegalArgumentException("not a delete request: '" + group + "' part " + part + " of '" + query
                    + "' from " + startNanos + " to " + endNanos);
        }
    }

    /** A new one. */
    public static DeleteRequest received(Id id, String query, long startNanos, long endNanos, long createdAtMillis) {
        return new DeleteRequest(
                id.group(), id.part(), query, startNanos, endNanos, createdAtMillis, State.RECEIVED, new byte[0]);
    }

    public Id id() {
        return new Id(group, part);
    }

    /** The times of the lines that it is about. */
    public TimeRange range() {
        return new TimeRange(startNanos, endNanos == Long.MAX_VALUE ? endNanos : endNanos + 1);
    }

    public boolean isPending() {
        return switch (state) {
            case State.Received _, State.Progress _ -> true;
            case State.Processed _ -> false;
        };
    }

    DeleteRequest with(State next) {
        return new DeleteRequest(group, part, query, startNanos, endNanos, createdAtMillis, next, unknownFields);
    }
}
