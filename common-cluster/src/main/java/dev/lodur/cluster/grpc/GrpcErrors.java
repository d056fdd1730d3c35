package dev.lodur.cluster.grpc;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Failures on the wire, both ways: the status tells other software what to do, its description is the text, and a trailer
 * names Lodur's code, so that the failure comes out on the other side as it went in.
 */
final class GrpcErrors {
    private static final System.Logger LOGGER = System.getLogger(GrpcErrors.class.getName());
    private static final Metadata.Key<String> CODE = Metadata.Key.of("lodur-error", Metadata.ASCII_STRING_MARSHALLER);

    private GrpcErrors() {}

    static StatusRuntimeException toStatus(Throwable failure) {
        if (failure instanceof LodurException known) {
            Metadata trailers = new Metadata();
            trailers.put(CODE, known.code().name());
            return Status.fromCodeValue(known.code().grpcStatus().number())
                    .withDescription(known.text())
                    .asRuntimeException(trailers);
        }
        LOGGER.log(System.Logger.Level.ERROR, "a call failed unexpectedly", failure);
        return Status.INTERNAL.withDescription("internal error, see the log").asRuntimeException();
    }

    /**
     * @param peer who was asked, for the text
     */
    static LodurException fromStatus(String peer, StatusRuntimeException failure) {
        String description = failure.getStatus().getDescription();
        ErrorCode code = named(failure.getTrailers());
        if (code != null) {
            return new LodurException(code, description == null ? code.name() : description, failure);
        }
        String text = peer + ": " + (description == null ? failure.getStatus().getCode() : description);
        return new LodurException(codeOf(failure.getStatus().getCode()), text, failure);
    }

    private static @Nullable ErrorCode named(@Nullable Metadata trailers) {
        String name = trailers == null ? null : trailers.get(CODE);
        if (name == null) {
            return null;
        }
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(name)) {
                return code;
            }
        }
        return null;
    }

    /** What the transport says: that a call was ended says nothing of the request, so it may be tried elsewhere. */
    private static ErrorCode codeOf(Status.Code code) {
        return switch (code) {
            case DEADLINE_EXCEEDED -> ErrorCode.TIMEOUT;
            case RESOURCE_EXHAUSTED -> ErrorCode.BODY_TOO_LARGE;
            case UNAVAILABLE, CANCELLED, ABORTED, UNKNOWN, OK -> ErrorCode.UNAVAILABLE;
            case INTERNAL,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    DATA_LOSS,
                    UNAUTHENTICATED -> ErrorCode.INTERNAL;
        };
    }
}
