package dev.lodur.s3;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the failures of a bucket's server mean, in the codes of {@link dev.lodur.store.ObjectStore}. */
final class S3Failures {
    private static final int NOT_FOUND = 404;

    private final String bucket;
    private final String endpoint;

    /**
     * @param bucket for the texts
     * @param endpoint for the texts
     */
    S3Failures(String bucket, String endpoint) {
        this.bucket = bucket;
        this.endpoint = endpoint;
    }

    /** The failure of a request for an object, or for a listing of what begins with the key. */
    LodurException of(String operation, String key, SdkException e) {
        return e instanceof S3Exception answer ? answered(operation, key, answer) : unanswered(operation, key, e);
    }

    /** The failure of a put; where the object had to be there, a missing one is one that is not as expected. */
    LodurException ofPut(String key, boolean mustExist, SdkException e) {
        boolean missing = e instanceof S3Exception answer && isMissingObject(answer);
        return mustExist && missing ? conflict(key, e) : of("put", key, e);
    }

    /** Whether the answer says that there is no such object, and not that there is no such bucket. */
    static boolean isMissingObject(S3Exception e) {
        return e.statusCode() == NOT_FOUND && !code(e).equals("NoSuchBucket");
    }

    private LodurException answered(String operation, String key, S3Exception e) {
        return switch (e.statusCode()) {
            case 400 -> code(e).equals("RequestTimeout") ? unanswered(operation, key, e) : failed(operation, key, e);
            case 401, 403 -> new LodurException(ErrorCode.INTERNAL, refused(operation, key, e), e);
            case NOT_FOUND -> missing(key, e);
            case 409, 412 -> conflict(key, e);
            case 416 ->
                new LodurException(ErrorCode.CORRUPT, "object '" + key + "' ends before the range asked for", e);
            case 429 -> slower(operation, key, e);
            case 503 -> code(e).equals("SlowDown") ? slower(operation, key, e) : unanswered(operation, key, e);
            default -> failed(operation, key, e);
        };
    }

    private LodurException missing(String key, S3Exception e) {
        if (isMissingObject(e)) {
            return new LodurException(ErrorCode.GONE, "object '" + key + "' is not there", e);
        }
        return new LodurException(
                ErrorCode.INTERNAL, where() + " does not exist: create it, or correct bucketnames or endpoint", e);
    }

    private static LodurException conflict(String key, SdkException e) {
        return new LodurException(ErrorCode.CONFLICT, "object '" + key + "' is not as expected", e);
    }

    private String refused(String operation, String key, S3Exception e) {
        String what = where() + " refuses to " + operation + " '" + key + "' with " + e.statusCode() + " " + code(e);
        return switch (code(e)) {
            case "InvalidAccessKeyId" -> what + ": check access_key_id";
            case "SignatureDoesNotMatch" -> what + ": check secret_access_key and region";
            case "RequestTimeTooSkewed" -> what + ": check the clock of this machine";
            default ->
                what + ": check access_key_id and secret_access_key, and that the key may read and write this bucket";
        };
    }

    private LodurException slower(String operation, String key, S3Exception e) {
        return new LodurException(
                ErrorCode.RATE_LIMITED,
                where() + " asks for fewer requests: " + e.statusCode() + " " + code(e) + " to " + operation + " '"
                        + key + "'",
                e);
    }

    private LodurException failed(String operation, String key, S3Exception e) {
        return new LodurException(
                ErrorCode.INTERNAL,
                where() + " failed to " + operation + " '" + key + "': " + e.statusCode() + " " + code(e),
                e);
    }

    private LodurException unanswered(String operation, String key, SdkException e) {
        return new LodurException(
                ErrorCode.UNAVAILABLE,
                where() + " did not answer to " + operation + " '" + key + "': " + e.getMessage(),
                e);
    }

    /** An answer that ended before its bytes did. */
    LodurException cut(String key, long gotBytes, long promisedBytes) {
        return new LodurException(
                ErrorCode.UNAVAILABLE,
                where() + " cut object '" + key + "' off after " + gotBytes + " of " + promisedBytes + " bytes");
    }

    /** An answer with the whole object, or another part of it, to a request for a range. */
    LodurException ignoredRange(String key) {
        return new LodurException(ErrorCode.INTERNAL, where() + " answers a range of '" + key + "' with other bytes");
    }

    /** An answer without the header that every HTTP answer has. */
    LodurException noDate() {
        return new LodurException(ErrorCode.INTERNAL, where() + " answers without a date");
    }

    /** A range that the object does not have. */
    static LodurException tooShort(String key, long sizeBytes, long offset, int length) {
        return new LodurException(
                ErrorCode.CORRUPT,
                "object '" + key + "' ends at byte " + sizeBytes + ", asked for " + length + " bytes at " + offset);
    }

    LodurException closed() {
        return new LodurException(ErrorCode.UNAVAILABLE, "the store on " + where() + " is closed");
    }

    private String where() {
        return "bucket '" + bucket + "' at " + endpoint;
    }

    private static String code(S3Exception e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }
}
