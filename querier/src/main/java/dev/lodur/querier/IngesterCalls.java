package dev.lodur.querier;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

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
     * @param warnings a line for each ingester that did not answer, for the person who asked
     */
    record Replies<T>(List<T> replies, List<String> warnings) {}

    /** Asks all, and waits for all; a failure that is the request's own fault is thrown. */
    <T> Replies<T> ask(Function<IngesterQuery, T> question) {
        List<IngesterDirectory.Member> members = directory.members();
        if (members.size() == 1) {
            return askOnly(members.getFirst(), question);
        }
        List<Future<T>> calls = new ArrayList<>();
        for (IngesterDirectory.Member member : members) {
            calls.add(executor.submit(() -> question.apply(member.query())));
        }
        Replies<T> replies = new Replies<>(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < calls.size(); i++) {
            take(members.get(i), calls.get(i), replies);
        }
        return replies;
    }

    private static <T> Replies<T> askOnly(IngesterDirectory.Member member, Function<IngesterQuery, T> question) {
        Replies<T> replies = new Replies<>(new ArrayList<>(), new ArrayList<>());
        try {
            replies.replies().add(question.apply(member.query()));
        } catch (LodurException e) {
            failed(member, e, replies);
        }
        return replies;
    }

    private static <T> void take(IngesterDirectory.Member member, Future<T> call, Replies<T> replies) {
        try {
            replies.replies().add(call.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LodurException failure) {
                failed(member, failure, replies);
            } else {
                throw new IllegalStateException("asking ingester " + member.name() + " failed", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking ingesters", e);
        }
    }

    private static void failed(IngesterDirectory.Member member, LodurException failure, Replies<?> replies) {
        switch (failure.code()) {
            case UNAVAILABLE, TIMEOUT, INTERNAL, CANCELLED ->
                replies.warnings()
                        .add("ingester " + member.name() + " did not answer, recent lines may be missing: "
                                + failure.text());
            default -> throw failure;
        }
    }
}
