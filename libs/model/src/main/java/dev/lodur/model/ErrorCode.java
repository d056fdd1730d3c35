package dev.lodur.model;

/**
 * Every kind of failure that a caller can tell apart: its HTTP status, its gRPC status and what the caller must do.
 *
 * <p>The names are stable: they appear in metrics and logs. The texts are not here but in the {@link LodurException},
 * because a text names the value at fault.
 */
public enum ErrorCode {
    /** The request cannot be understood or asks for something impossible: change it. */
    INVALID_REQUEST(400, GrpcStatus.INVALID_ARGUMENT, Action.CHANGE_REQUEST),
    /** The query does not parse: change it. */
    INVALID_QUERY(400, GrpcStatus.INVALID_ARGUMENT, Action.CHANGE_REQUEST),
    /** The query is valid but needs something that this version does not run: change it. */
    UNSUPPORTED_QUERY(400, GrpcStatus.UNIMPLEMENTED, Action.CHANGE_REQUEST),
    /** A limit of the tenant on sizes, counts or ages is exceeded: change the request or the limit. */
    LIMIT_EXCEEDED(400, GrpcStatus.INVALID_ARGUMENT, Action.CHANGE_REQUEST),
    /** The request names no tenant although tenants are told apart: add the header. */
    NO_TENANT(401, GrpcStatus.UNAUTHENTICATED, Action.CHANGE_REQUEST),
    /** What was asked for does not exist. */
    NOT_FOUND(404, GrpcStatus.NOT_FOUND, Action.CHANGE_REQUEST),
    /** The body is larger than allowed, before or after decompression: send less at a time. */
    BODY_TOO_LARGE(413, GrpcStatus.INVALID_ARGUMENT, Action.CHANGE_REQUEST),
    /** The request is well formed but carries nothing to store. */
    NOTHING_TO_STORE(422, GrpcStatus.INVALID_ARGUMENT, Action.CHANGE_REQUEST),
    /** A rate, a count of streams or a queue is exhausted: send again later, more slowly. */
    RATE_LIMITED(429, GrpcStatus.RESOURCE_EXHAUSTED, Action.RETRY_LATER),
    /** The client went away before the answer was ready. */
    CANCELLED(499, GrpcStatus.CANCELLED, Action.NOTHING),
    /** A defect or a broken disk: look at the log. */
    INTERNAL(500, GrpcStatus.INTERNAL, Action.RETRY_LATER),
    /** Too few members, a member that is starting or leaving, or no memory left: send again later. */
    UNAVAILABLE(503, GrpcStatus.UNAVAILABLE, Action.RETRY_LATER),
    /** The work took longer than its deadline: ask for less, or allow more time. */
    TIMEOUT(504, GrpcStatus.DEADLINE_EXCEEDED, Action.CHANGE_REQUEST),
    /** Stored bytes do not have the checksum or shape they must have: restore or remove the object. */
    CORRUPT(500, GrpcStatus.DATA_LOSS, Action.REPAIR_DATA),
    /** Stored bytes were written by a version too old for this one: convert them with an earlier version. */
    FORMAT_TOO_OLD(500, GrpcStatus.FAILED_PRECONDITION, Action.REPAIR_DATA),
    /** Stored bytes were written by a newer version: upgrade this one. */
    FORMAT_TOO_NEW(500, GrpcStatus.FAILED_PRECONDITION, Action.REPAIR_DATA),
    /** An object that was named is not there any more: read the catalog again. */
    GONE(500, GrpcStatus.NOT_FOUND, Action.RETRY_LATER),
    /** A compare-and-swap found another version: read again and re-apply. */
    CONFLICT(409, GrpcStatus.ABORTED, Action.RETRY_LATER);

    /** What a caller does about a failure. */
    public enum Action {
        CHANGE_REQUEST,
        RETRY_LATER,
        REPAIR_DATA,
        NOTHING
    }

    /** gRPC's canonical status codes, by their numbers on the wire, so that this module needs no gRPC. */
    public enum GrpcStatus {
        CANCELLED(1),
        INVALID_ARGUMENT(3),
        DEADLINE_EXCEEDED(4),
        NOT_FOUND(5),
        RESOURCE_EXHAUSTED(8),
        FAILED_PRECONDITION(9),
        ABORTED(10),
        UNIMPLEMENTED(12),
        INTERNAL(13),
        UNAVAILABLE(14),
        DATA_LOSS(15),
        UNAUTHENTICATED(16);

        private final int number;

        GrpcStatus(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    private final int httpStatus;
    private final GrpcStatus grpcStatus;
    private final Action action;

    ErrorCode(int httpStatus, GrpcStatus grpcStatus, Action action) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
        this.action = action;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public GrpcStatus grpcStatus() {
        return grpcStatus;
    }

    public Action action() {
        return action;
    }

    /** Whether the stored bytes themselves are at fault: reading them again fails again. */
    public boolean isOfStoredBytes() {
        return action == Action.REPAIR_DATA;
    }
}
