package dev.lodur.engine;

import java.util.List;

/**
 * Where a query reads from, after the border between ingesters and bucket was drawn: replies hold what ingesters serve,
 * candidates what lies in segments.
 *
 * @param replies open answers to the query's pushed-down part; the executor reads and closes them
 * @param candidates blocks of segments, oldest segment first
 * @param deletions lines that are in the candidates and are to be taken for gone; ingesters know them from their request
 */
public record QuerySources(List<SelectReply> replies, List<BlockCandidate> candidates, Deletions deletions) {
    public QuerySources {
        replies = List.copyOf(replies);
        candidates = List.copyOf(candidates);
    }

    /** Sources in which nothing is deleted. */
    public QuerySources(List<SelectReply> replies, List<BlockCandidate> candidates) {
        this(replies, candidates, Deletions.NONE);
    }
}
