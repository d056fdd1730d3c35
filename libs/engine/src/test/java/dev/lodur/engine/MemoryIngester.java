package dev.lodur.engine;

import dev.lodur.logql.LogqlParser;
import dev.lodur.model.Labels;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An ingester that holds a few blocks and has never handed anything over. */
record MemoryIngester(List<RowBlock> blocks) implements IngesterQuery {
    private static final Announcements NOTHING = new Announcements("memory", 0, Set.of(), List.of());

    @Override
    public SelectReply select(SelectRequest request) {
        List<LoadedBlock> candidates = blocks.stream().map(LoadedBlock::of).toList();
        LocalSelect select = new LocalSelect(request, candidates, new QueryStatistics(), 64 << 20);
        return new SelectReply() {
            @Override
            public Announcements announcements() {
                return NOTHING;
            }

            @Override
            public byte @Nullable [] nextBlock() {
                return select.nextBlock();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        StreamSelector selector = StreamSelector.of(LogqlParser.parseMatchers(request.selector()));
        Map<Labels, StreamSummary> summaries = new TreeMap<>();
        for (RowBlock block : blocks) {
            for (int run = 0; run < block.runs(); run++) {
                if (selector.matches(block.labels(run))) {
                    summaries.merge(block.labels(run), summary(block, run), MemoryIngester::add);
                }
            }
        }
        return new StreamsReply(NOTHING, List.copyOf(summaries.values()));
    }

    @Override
    public TailReply tail(TailRequest request) {
        throw new UnsupportedOperationException("nothing arrives here");
    }

    private static StreamSummary summary(RowBlock block, int run) {
        int from = block.runStart(run);
        int to = block.runStart(run + 1);
        long metadataBytes = 0;
        Metadata metadata = block.metadata();
        for (int row = from; row < to; row++) {
            Labels labels = metadata.at(row);
            for (int i = 0; i < labels.size(); i++) {
                metadataBytes += labels.name(i).length() + labels.value(i).length();
            }
        }
        return new StreamSummary(
                block.labels(run),
                to - from,
                block.lines().start(to) - block.lines().start(from),
                metadataBytes);
    }

    private static StreamSummary add(StreamSummary a, StreamSummary b) {
        return new StreamSummary(
                a.labels(), a.rows() + b.rows(), a.lineBytes() + b.lineBytes(), a.metadataBytes() + b.metadataBytes());
    }

    @Override
    public PatternsReply patterns(PatternsRequest request) {
        return new PatternsReply(List.of());
    }
}
