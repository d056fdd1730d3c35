package dev.lodur.engine;

/** Asks ingesters and catalog for what a part of a query reads. Called once for each part; replies are fresh each time. */
public interface SourceOpener {
    /**
     * @param request what ingesters are to return; its range is also that of the candidates
     * @param plan of the same query, for pruning
     */
    QuerySources open(SelectRequest request, LogQueryPlan plan);
}
