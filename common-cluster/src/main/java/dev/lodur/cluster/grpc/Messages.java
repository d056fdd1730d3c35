package dev.lodur.cluster.grpc;

import dev.lodur.engine.AnnouncedSegment;
import dev.lodur.engine.Announcements;
import dev.lodur.engine.Buckets;
import dev.lodur.engine.Deletion;
import dev.lodur.engine.Direction;
import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.Projection;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.ServedSlice;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailRequest;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.proto.FlushedSegment;
import dev.lodur.proto.SelectSegmentsRequest;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.GenerationId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values of the engine as messages and back; what no value can be made of is {@code INVALID_REQUEST}. */
final class Messages {
    private Messages() {}

    static dev.lodur.proto.SelectRequest of(SelectRequest request) {
        return dev.lodur.proto.SelectRequest.newBuilder()
                .setTenant(request.tenant().id())
                .setQuery(request.query())
                .setStartNanos(request.range().startNanos())
                .setEndNanos(request.range().endNanos())
                .setDirection(
                        switch (request.direction()) {
                            case FORWARD -> dev.lodur.proto.Direction.FORWARD;
                            case BACKWARD -> dev.lodur.proto.Direction.BACKWARD;
                        })
                .setLimit(request.limit())
                .setProjection(
                        switch (request.projection()) {
                            case LINES -> dev.lodur.proto.Projection.LINES;
                            case IDENTITIES -> dev.lodur.proto.Projection.IDENTITIES;
                        })
                .addAllDeletions(messages(request.deletions()))
                .setPruning(request.pruning())
                .build();
    }

    static SelectSegmentsRequest of(SelectRequest request, List<CatalogEntry> segments) {
        SelectSegmentsRequest.Builder message =
                SelectSegmentsRequest.newBuilder().setSelect(of(request));
        segments.forEach(segment -> message.addEntries(LineBytes.wrap(segment.encode())));
        return message.build();
    }

    static List<CatalogEntry> entries(SelectSegmentsRequest message) {
        return message.getEntriesList().stream()
                .map(LineBytes::unwrap)
                .map(CatalogEntry::decode)
                .toList();
    }

    static SelectRequest select(dev.lodur.proto.SelectRequest message) {
        return new SelectRequest(
                new Tenant(message.getTenant()),
                message.getQuery(),
                new TimeRange(message.getStartNanos(), message.getEndNanos()),
                switch (message.getDirection()) {
                    case FORWARD -> Direction.FORWARD;
                    case BACKWARD -> Direction.BACKWARD;
                    case UNRECOGNIZED -> throw unknown("direction");
                },
                message.getLimit(),
                switch (message.getProjection()) {
                    case LINES -> Projection.LINES;
                    case IDENTITIES -> Projection.IDENTITIES;
                    case UNRECOGNIZED -> throw unknown("projection");
                },
                deletions(message.getDeletionsList()),
                message.getPruning());
    }

    private static List<dev.lodur.proto.Deletion> messages(List<Deletion> deletions) {
        return deletions.stream()
                .map(deletion -> dev.lodur.proto.Deletion.newBuilder()
                        .setQuery(deletion.query())
                        .setStartNanos(deletion.range().startNanos())
                        .setEndNanos(deletion.range().endNanos())
                        .build())
                .toList();
    }

    private static List<Deletion> deletions(List<dev.lodur.proto.Deletion> messages) {
        return messages.stream()
                .map(message ->
                        new Deletion(message.getQuery(), new TimeRange(message.getStartNanos(), message.getEndNanos())))
                .toList();
    }

    private static LodurException unknown(String what) {
        return new LodurException(
                ErrorCode.INVALID_REQUEST, "the select has a " + what + " that this version does not know");
    }

    static dev.lodur.proto.StreamsRequest of(StreamsRequest request) {
        return dev.lodur.proto.StreamsRequest.newBuilder()
                .setTenant(request.tenant().id())
                .setSelector(request.selector())
                .setStartNanos(request.range().startNanos())
                .setEndNanos(request.range().endNanos())
                .setBucketNanos(request.buckets().widthNanos())
                .addAllDeletions(messages(request.deletions()))
                .build();
    }

    static StreamsRequest streams(dev.lodur.proto.StreamsRequest message) {
        return new StreamsRequest(
                new Tenant(message.getTenant()),
                message.getSelector(),
                new Buckets(
                        new TimeRange(message.getStartNanos(), message.getEndNanos()),
                        Math.max(0, message.getBucketNanos())),
                deletions(message.getDeletionsList()));
    }

    static dev.lodur.proto.StreamsReply of(StreamsReply reply) {
        dev.lodur.proto.StreamsReply.Builder message =
                dev.lodur.proto.StreamsReply.newBuilder().setAnnouncements(of(reply.announcements()));
        reply.streams().forEach(stream -> message.addStreams(of(stream)));
        return message.build();
    }

    private static dev.lodur.proto.StreamSummary of(StreamSummary stream) {
        dev.lodur.proto.StreamSummary.Builder message = dev.lodur.proto.StreamSummary.newBuilder()
                .setLabels(LineBytes.wrap(PackedLabels.encode(stream.labels())))
                .setRows(stream.rows())
                .setLineBytes(stream.lineBytes())
                .setMetadataBytes(stream.metadataBytes());
        stream.shares()
                .forEach(share -> message.addShares(dev.lodur.proto.BucketShare.newBuilder()
                        .setBucket(share.bucket())
                        .setRows(share.rows())
                        .setLineBytes(share.lineBytes())));
        return message.build();
    }

    static StreamsReply streams(dev.lodur.proto.StreamsReply message) {
        return new StreamsReply(
                announcements(message.getAnnouncements()),
                message.getStreamsList().stream().map(Messages::summary).toList());
    }

    private static StreamSummary summary(dev.lodur.proto.StreamSummary message) {
        byte[] labels = LineBytes.unwrap(message.getLabels());
        PackedLabels.check(labels, 0, labels.length);
        return new StreamSummary(
                PackedLabels.decode(labels, 0, labels.length),
                message.getRows(),
                message.getLineBytes(),
                message.getMetadataBytes(),
                message.getSharesList().stream()
                        .map(share -> new StreamSummary.Share(share.getBucket(), share.getRows(), share.getLineBytes()))
                        .toList());
    }

    static dev.lodur.proto.Announcements of(Announcements announcements) {
        dev.lodur.proto.Announcements.Builder message = dev.lodur.proto.Announcements.newBuilder()
                .setInstance(announcements.instance())
                .setBootEpoch(announcements.bootEpoch());
        for (ServedSlice slice : announcements.served()) {
            message.addServed(dev.lodur.proto.ServedSlice.newBuilder()
                    .setInstance(slice.generation().instance())
                    .setBootEpoch(slice.generation().bootEpoch())
                    .setGeneration(slice.generation().number())
                    .setEpochDay(slice.day().toEpochDay()));
        }
        announcements.committed().forEach(segment -> message.addFlushed(of(segment)));
        return message.build();
    }

    private static FlushedSegment of(AnnouncedSegment segment) {
        FlushedSegment.Builder message = FlushedSegment.newBuilder()
                .setEpochDay(segment.day().toEpochDay())
                .setCatalogVersion(segment.catalogVersion());
        segment.entry().ifPresent(entry -> message.setEntry(LineBytes.wrap(entry.encode())));
        return message.build();
    }

    static Announcements announcements(dev.lodur.proto.Announcements message) {
        return new Announcements(
                message.getInstance(),
                message.getBootEpoch(),
                message.getServedList().stream().map(Messages::slice).collect(Collectors.toSet()),
                message.getFlushedList().stream().map(Messages::segment).toList());
    }

    private static ServedSlice slice(dev.lodur.proto.ServedSlice message) {
        return new ServedSlice(
                new GenerationId(message.getInstance(), message.getBootEpoch(), message.getGeneration()),
                LocalDate.ofEpochDay(message.getEpochDay()));
    }

    private static AnnouncedSegment segment(FlushedSegment message) {
        return new AnnouncedSegment(
                LocalDate.ofEpochDay(message.getEpochDay()),
                message.getCatalogVersion(),
                message.hasEntry()
                        ? Optional.of(CatalogEntry.decode(LineBytes.unwrap(message.getEntry())))
                        : Optional.empty());
    }

    static dev.lodur.proto.TailRequest of(TailRequest request) {
        return dev.lodur.proto.TailRequest.newBuilder()
                .setTenant(request.tenant().id())
                .setQuery(request.query())
                .build();
    }

    static TailRequest tail(dev.lodur.proto.TailRequest message) {
        return new TailRequest(new Tenant(message.getTenant()), message.getQuery());
    }

    static dev.lodur.proto.TailReply of(TailPart part) {
        dev.lodur.proto.TailReply.Builder message =
                dev.lodur.proto.TailReply.newBuilder().setBlock(LineBytes.wrap(part.block()));
        for (DroppedRows dropped : part.dropped()) {
            message.addDropped(dev.lodur.proto.DroppedRows.newBuilder()
                    .setLabels(LineBytes.wrap(PackedLabels.encode(dropped.stream())))
                    .setTimestampNanos(dropped.timestampNanos())
                    .setRows(dropped.rows()));
        }
        return message.build();
    }

    static TailPart part(dev.lodur.proto.TailReply message) {
        return new TailPart(
                LineBytes.unwrap(message.getBlock()),
                message.getDroppedList().stream().map(Messages::dropped).toList());
    }

    private static DroppedRows dropped(dev.lodur.proto.DroppedRows message) {
        byte[] labels = LineBytes.unwrap(message.getLabels());
        PackedLabels.check(labels, 0, labels.length);
        return new DroppedRows(
                PackedLabels.decode(labels, 0, labels.length), message.getTimestampNanos(), message.getRows());
    }
}
