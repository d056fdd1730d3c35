package dev.lodur.querier;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.SelectReply;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks all ingesters at once and tells which of them did not answer. Thread-safe. */
final class IngesterCalls {
    private final IngesterDirectory directory;
    private final ExecutorService executor;

    /**
     * @param executor runs each call on a thread that may block
     */
    IngesterCalls(IngesterDirectory directory, ExecutorService executor) {
        this.directory = directory;
        this.executor = executor;
    }

    /**
     * What came back.
     *
     * @param view who was asked
     * @param warnings a line for each ingester that did not answer, for the person who asked
     */
    record Replies<T>(IngesterDirectory.View view, List<T> replies, List<String> warnings) {
        /** Closes those that are open answers to a select. */
        void close() {
            for (T reply : replies) {
                if (reply instanceof SelectReply select) {
                    select.close();
                }
            }
        }
    }

    /**
     * Asks all, and waits for all; a failure that is the request's own fault is thrown, with no reply left open.
     *
     * @param range of the rows that are wanted: an ingester that is gone is worth a warning where it may hold such rows
     */
    <T> Replies<T> ask(TimeRange range, Function<IngesterQuery, T> question) {
        IngesterDirectory.View view = directory.view();
        List<IngesterDirectory.Member> members = view.members();
        Replies<T> replies = new Replies<>(view, new ArrayList<>(), new ArrayList<>());
        if (!view.known()) {
            replies.warnings()
                    .add("the ingesters are not known yet, since consul has not answered: recent lines may be missing");
        }
        warnOfAbsent(view.absent(), range, replies);
        RuntimeException failure = members.size() == 1
                ? askOnly(members.getFirst(), question, replies)
                : askAll(members, question, replies);
        if (failure != null) {
            replies.close();
            throw failure;
        }
        return replies;
    }

    private static void warnOfAbsent(List<IngesterDirectory.Absent> absent, TimeRange range, Replies<?> replies) {
        for (IngesterDirectory.Absent gone : absent) {
            TimeRange held = gone.mayHold();
            if (range.overlaps(held.startNanos(), held.endNanos() - 1)) {
                replies.warnings()
                        .add("ingester " + gone.name() + " is gone, lines that it had not handed over may be missing");
            }
        }
    }

    private static <T> @Nullable RuntimeException askOnly(
            IngesterDirectory.Member member, Function<IngesterQuery, T> question, Replies<T> replies) {
        try {
            replies.replies().add(question.apply(member.query()));
            return null;
        } catch (LodurException e) {
            return failed(member, e, replies);
        }
    }

    /** The first failure that is not only the member's own, when all have ended. */
    private <T> @Nullable RuntimeException askAll(
            List<IngesterDirectory.Member> members, Function<IngesterQuery, T> question, Replies<T> replies) {
        List<Future<T>> calls = new ArrayList<>();
        for (IngesterDirectory.Member member : members) {
            calls.add(executor.submit(() -> question.apply(member.query())));
        }
        RuntimeException first = null;
        for (int i = 0; i < calls.size(); i++) {
            RuntimeException failure = take(members.get(i), calls.get(i), replies);
            if (failure != null && first == null) {
                first = failure;
            }
        }
        return first;
    }

    private static <T> @Nullable RuntimeException take(
            IngesterDirectory.Member member, Future<T> call, Replies<T> replies) {
        try {
            replies.replies().add(call.get());
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof LodurException failure
                    ? failed(member, failure, replies)
                    : new IllegalStateException("asking ingester " + member.name() + " failed", e);
        } catch (InterruptedException e) {
            if (!call.cancel(true) && call.state() == Future.State.SUCCESS) {
                replies.replies().add(call.resultNow());
            }
            Thread.currentThread().interrupt();
            return new LodurException(ErrorCode.CANCELLED, "cancelled while asking ingesters", e);
        }
    }

    /** Makes a warning of a failure that is the member's own; another is given back. */
    private static @Nullable LodurException failed(
            IngesterDirectory.Member member, LodurException failure, Replies<?> replies) {
        if (!isOwnFailure(failure.code())) {
            return failure;
        }
        replies.warnings()
                .add("ingester " + member.name() + " did not answer, recent lines may be missing: " + failure.text());
        return null;
    }

    /** Whether a failure says something of the ingester that answered and nothing of the request. */
    static boolean isOwnFailure(ErrorCode code) {
        return switch (code) {
            case UNAVAILABLE, TIMEOUT, INTERNAL, CANCELLED -> true;
            default -> false;
        };
    }
}
