package dev.lodur.engine;

import dev.lodur.engine.reference.PlainEntry;
import dev.lodur.engine.reference.PlainEvaluator;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Deletions of some of the lines of {@link RandomEntries}, and what they leave by another way. */
final class RandomDeletions {
    private static final List<String> SELECTORS = List.of(
            "{app=\"web\"}", "{app=\"db\"}", "{env=\"prod\"}", "{app=~\".+\", env!=\"prod\"}", "{app=~\"w.*\"}");

    private static final List<String> FILTERS = List.of(
            "|= \"err\"",
            "!= \"a\"",
            "|~ \"[0-9]{2}\"",
            "!~ \"^.*=\"",
            "|= \"info\" or \"1\"",
            "| level=\"info\"",
            "| level!=\"error\"",
            "| trace=\"\"",
            "| status >= 200",
            "| took > 1s",
            "| size < 2KB or env=\"prod\"",
            "| detected_level=\"error\"",
            "| env_extracted=~\".+\"");

    private final RandomGenerator random;

    RandomDeletions(RandomGenerator random) {
        this.random = random;
    }

    /** Some; often none. */
    List<Deletion> some() {
        List<Deletion> deletions = new ArrayList<>();
        int count = Math.max(0, random.nextInt(6) - 2);
        for (int i = 0; i < count; i++) {
            String query = TestBlocks.pick(random, SELECTORS);
            for (int filter = random.nextInt(3); filter > 0; filter--) {
                query += " " + TestBlocks.pick(random, FILTERS);
            }
            long from = RandomEntries.START_NANOS + random.nextInt(RandomEntries.SECONDS) * RandomEntries.SECOND;
            deletions.add(new Deletion(query, new TimeRange(from, from + random.nextInt(60) * RandomEntries.SECOND)));
        }
        return deletions;
    }

    /** The entries that none of the deletions would find as a query. */
    static List<PlainEntry> without(List<PlainEntry> entries, List<Deletion> deletions) {
        return entries.stream()
                .filter(entry -> deletions.stream().noneMatch(deletion -> finds(deletion, entry)))
                .toList();
    }

    private static boolean finds(Deletion deletion, PlainEntry entry) {
        return !new PlainEvaluator(List.of(entry), 0)
                .rows(Deletions.parse(deletion.query()), deletion.range())
                .isEmpty();
    }
}
