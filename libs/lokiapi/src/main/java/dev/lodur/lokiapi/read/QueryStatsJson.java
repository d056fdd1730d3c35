package dev.lodur.lokiapi.read;

import java.util.List;

/** The {@code stats} object of an answer with every field that Loki's clients know. */
final class QueryStatsJson {
    private static final List<String> CACHES = List.of(
            "chunk",
            "index",
            "result",
            "statsResult",
            "volumeResult",
            "seriesResult",
            "labelResult",
            "instantMetricResult");

    private QueryStatsJson() {}

    static void write(JsonWriter json, QueryStats stats) {
        json.beginObject();
        summary(json.name("summary"), stats);
        json.name("querier").beginObject();
        store(json.name("store"), stats);
        json.name("querierExecTime").value(0);
        json.endObject();
        ingester(json.name("ingester"), stats);
        json.name("cache").beginObject();
        CACHES.forEach(name -> cache(json.name(name)));
        json.endObject();
        index(json.name("index"), stats);
        json.endObject();
    }

    private static void summary(JsonWriter json, QueryStats stats) {
        json.beginObject();
        json.name("bytesProcessedPerSecond").value(stats.perSecond(stats.totalBytes()));
        json.name("linesProcessedPerSecond").value(stats.perSecond(stats.totalLines()));
        json.name("totalBytesProcessed").value(stats.totalBytes());
        json.name("totalLinesProcessed").value(stats.totalLines());
        json.name("execTime").value(stats.execNanos() / 1e9);
        json.name("queueTime").value(stats.queueNanos() / 1e9);
        json.name("subqueries").value(stats.subqueries());
        json.name("totalEntriesReturned").value(stats.entriesReturned());
        json.name("splits").value(stats.subqueries());
        json.name("shards").value(0);
        json.name("totalPostFilterLines").value(stats.postFilterLines());
        json.name("totalStructuredMetadataBytesProcessed").value(stats.structuredMetadataBytes());
        json.endObject();
    }

    private static void store(JsonWriter json, QueryStats stats) {
        json.beginObject();
        json.name("totalChunksRef").value(stats.storeBlocks());
        json.name("totalChunksDownloaded").value(stats.storeBlocksRead());
        json.name("chunksDownloadTime").value(stats.fetchNanos());
        json.name("queryReferencedStructuredMetadata").value(stats.structuredMetadataBytes() > 0);
        json.name("queryUsedV2Engine").value(false);
        chunk(json.name("chunk"), stats);
        json.name("chunkRefsFetchTime").value(0);
        json.name("congestionControlLatency").value(0);
        json.name("pipelineWrapperFilteredLines").value(0);
        json.name("dataobj").beginObject().endObject();
        json.endObject();
    }

    private static void chunk(JsonWriter json, QueryStats stats) {
        json.beginObject();
        json.name("headChunkBytes").value(0);
        json.name("headChunkLines").value(0);
        json.name("decompressedBytes").value(stats.storeBytes());
        json.name("decompressedLines").value(stats.storeLines());
        json.name("compressedBytes").value(stats.compressedBytes());
        json.name("totalDuplicates").value(stats.duplicates());
        json.name("postFilterLines").value(stats.postFilterLines());
        json.name("headChunkStructuredMetadataBytes").value(0);
        json.name("decompressedStructuredMetadataBytes").value(stats.structuredMetadataBytes());
        json.endObject();
    }

    private static void ingester(JsonWriter json, QueryStats stats) {
        json.beginObject();
        json.name("totalReached").value(stats.ingesters());
        json.name("totalChunksMatched").value(0);
        json.name("totalBatches").value(0);
        json.name("totalLinesSent").value(stats.ingesterLines());
        json.name("store").beginObject();
        json.name("chunk").beginObject();
        json.name("headChunkBytes").value(stats.headBytes());
        json.name("headChunkLines").value(stats.headLines());
        json.endObject();
        json.endObject();
        json.endObject();
    }

    private static void cache(JsonWriter json) {
        json.beginObject();
        for (String field : List.of(
                "entriesFound",
                "entriesRequested",
                "entriesStored",
                "bytesReceived",
                "bytesSent",
                "requests",
                "downloadTime",
                "queryLengthServed")) {
            json.name(field).value(0);
        }
        json.endObject();
    }

    private static void index(JsonWriter json, QueryStats stats) {
        json.beginObject();
        json.name("totalChunks").value(stats.storeBlocks());
        json.name("postFilterChunks").value(stats.storeBlocksRead());
        json.name("shardsDuration").value(0);
        json.name("usedBloomFilters").value(false);
        json.name("totalStreams").value(0);
        json.name("chunkRefsLookupTime").value(0);
        json.name("bloomFilterTime").value(0);
        json.endObject();
    }
}
