package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.DeleteRequest.State;
import java.util.ArrayList;
import java.util.List;

/**
 * The object that holds {@link TenantDeletes}: the message TenantDeletes of {@code docs/formats/catalog.proto} in the
 * {@link ProtoEnvelope}, so that any Protocol Buffers library reads it.
 *
 * <pre>
 * deletes := version tenant number request* expired unknown* checksum
 * version := field 1, varint       the format's version, 1
 * tenant  := field 2, string
 * number  := field 4, varint       the version of the requests, one more with every commit
 * request := field 5, message      in the order of the commits
 * expired := field 6, fixed64      lines before this are gone; missing where none are
 * </pre>
 *
 * <p>Compatible change and errors are as of {@link DayCatalogFormat}: new fields may come into the messages TenantDeletes
 * and DeleteRequest, and are kept by who does not understand them.
 */
public final class TenantDeletesFormat {
    private static final int VERSION = 1;

    private TenantDeletesFormat() {}

    public static byte[] encode(TenantDeletes deletes) {
        ProtoWriter out = ProtoEnvelope.begin(VERSION);
        out.string(2, deletes.tenant().id());
        out.varint(4, deletes.version());
        deletes.requests().forEach(request -> out.element(5, encode(request)));
        if (deletes.expiredBeforeNanos() != Long.MIN_VALUE) {
            out.fixed64(6, deletes.expiredBeforeNanos());
        }
        out.append(deletes.unknownFields());
        return ProtoEnvelope.finish(out);
    }

    private static byte[] encode(DeleteRequest request) {
        ProtoWriter out = new ProtoWriter();
        out.string(1, request.group());
        out.varint(2, request.part());
        out.string(3, request.query());
        out.fixed64(4, request.startNanos());
        out.fixed64(5, request.endNanos());
        out.varint(6, request.createdAtMillis());
        switch (request.state()) {
            case State.Received _ -> {}
            case State.Progress(double fraction) -> out.fixed64(7, Double.doubleToLongBits(fraction));
            case State.Processed(long atMillis) -> out.varint(8, atMillis);
        }
        out.append(request.unknownFields());
        return out.toByteArray();
    }

    /** Reads requests; {@code source} names the object in errors. */
    public static TenantDeletes decode(String source, byte[] bytes) {
        StoredFields in = ProtoEnvelope.open(source, bytes, VERSION);
        try {
            return decode(in);
        } catch (IllegalArgumentException e) {
            throw new LodurException(ErrorCode.CORRUPT, source + " holds an impossible value: " + e.getMessage(), e);
        } catch (LodurException e) {
            throw e.code() == ErrorCode.CORRUPT
                    ? e
                    : new LodurException(ErrorCode.CORRUPT, source + " holds an impossible value: " + e.text(), e);
        }
    }

    private static TenantDeletes decode(StoredFields in) {
        String tenant = "";
        long version = 0;
        List<DeleteRequest> requests = new ArrayList<>();
        long expiredBeforeNanos = Long.MIN_VALUE;
        ProtoWriter unknown = new ProtoWriter();
        while (in.next()) {
            switch (in.field()) {
                case 2 -> tenant = in.string();
                case 4 -> version = in.varint();
                case 5 -> requests.add(decodeRequest(in.message()));
                case 6 -> expiredBeforeNanos = in.fixed64();
                default -> in.keepUnknown(unknown);
            }
        }
        return new TenantDeletes(new Tenant(tenant), version, requests, expiredBeforeNanos, unknown.toByteArray());
    }

    private static DeleteRequest decodeRequest(StoredFields in) {
        String group = "";
        int part = 0;
        String query = "";
        long startNanos = 0;
        long endNanos = 0;
        long createdAtMillis = 0;
        State state = State.RECEIVED;
        ProtoWriter unknown = new ProtoWriter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> group = in.string();
                case 2 -> part = in.count();
                case 3 -> query = in.string();
                case 4 -> startNanos = in.fixed64();
                case 5 -> endNanos = in.fixed64();
                case 6 -> createdAtMillis = in.varint();
                case 7 -> state = new State.Progress(Double.longBitsToDouble(in.fixed64()));
                case 8 -> state = new State.Processed(in.varint());
                default -> in.keepUnknown(unknown);
            }
        }
        return new DeleteRequest(
                group, part, query, startNanos, endNanos, createdAtMillis, state, unknown.toByteArray());
    }
}
