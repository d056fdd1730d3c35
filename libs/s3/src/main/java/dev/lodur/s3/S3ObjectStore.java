package dev.lodur.s3;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectInfo;
import dev.lodur.store.ObjectKeys;
import dev.lodur.store.ObjectPage;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.PutCondition;
import dev.lodur.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket that is reached by S3's protocol: Cloudflare R2, Amazon's S3 and their relatives.
 *
 * <p>Each call is one request, sent as {@link S3Requests} says, and none is repeated here. What the server answers
 * becomes an {@link ErrorCode} by {@link S3Failures}: a connection that was cut or an answer that did not come in time
 * is {@link ErrorCode#UNAVAILABLE}, and a put may or may not have happened then; a bucket that does not exist, or that
 * refuses the key, is {@link ErrorCode#INTERNAL} with a text that says what to check, and never taken for an object that
 * is not there, except by {@link #head}, to which servers answer without a text.
 *
 * <p>ETags are the server's, with their quotes. Whether the server obeys conditions of puts is for those who commit to
 * find out.
 */
public final class S3ObjectStore implements ObjectStore {
    private static final String CLOCK_KEY = "lodur-clock";
    private static final int NOT_MODIFIED = 304;

    private final S3Client client;
    private final String bucket;
    private final S3WriteOptions options;
    private final S3Requests requests;
    private final S3Failures failures;
    private volatile boolean closed;

    /**
     * @param client with endpoint, region, path style and credentials; stays open and with its owner
     * @param patience how long a request may take, besides the time for its bytes
     */
    public S3ObjectStore(S3Client client, String bucket, Duration patience) {
        this(client, bucket, S3WriteOptions.NONE, patience);
    }

    /** As above, with what the server is to do with objects. */
    public S3ObjectStore(S3Client client, String bucket, S3WriteOptions options, Duration patience) {
        this.client = client;
        this.bucket = bucket;
        this.options = options;
        this.requests = new S3Requests(patience);
        this.failures = new S3Failures(bucket, endpoint(client));
    }

    private static String endpoint(S3Client client) {
        return client.serviceClientConfiguration()
                .endpointOverride()
                .map(Object::toString)
                .orElse("the endpoint of region "
                        + client.serviceClientConfiguration().region());
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        check(key);
        try (S3Body content = new S3Body(body)) {
            long sizeBytes = body.sizeBytes();
            PutObjectResponse answer = send(() -> client.putObject(
                    putRequest(key, condition, sizeBytes),
                    RequestBody.fromContentProvider(content, sizeBytes, S3Body.CONTENT_TYPE)));
            return new ObjectInfo(key, sizeBytes, answer.eTag(), dateMillis(answer.sdkHttpResponse()));
        } catch (SdkException e) {
            throw failures.ofPut(key, condition instanceof PutCondition.IfMatch, e);
        } catch (IOException e) {
            throw new LodurException(ErrorCode.INTERNAL, "cannot read what is to be put as '" + key + "': " + e, e);
        }
    }

    private PutObjectRequest putRequest(String key, PutCondition condition, long sizeBytes) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key(key).overrideConfiguration(requests.forBytes(sizeBytes));
        options.addTo(request);
        return switch (condition) {
            case PutCondition.Always() -> request.build();
            case PutCondition.IfAbsent() -> request.ifNoneMatch("*").build();
            case PutCondition.IfMatch(String etag) -> request.ifMatch(etag).build();
        };
    }

    @Override
    public StoredObject get(String key) {
        check(key);
        return request("get", key, () -> wholeObject(getRequest(key).build(), key));
    }

    private StoredObject wholeObject(GetObjectRequest request, String key) {
        S3Answer answer = send(() -> client.getObject(request, S3Answer::readAll));
        if (answer.bytes().length < answer.sizeBytes()) {
            throw failures.cut(key, answer.bytes().length, answer.sizeBytes());
        }
        return new StoredObject(answer.bytes(), answer.etag());
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        check(key);
        GetObjectRequest.Builder request = getRequest(key);
        try {
            StoredObject object = wholeObject(
                    etag.isEmpty() ? request.build() : request.ifNoneMatch(etag).build(), key);
            return new ConditionalGet.Changed(object.bytes(), object.etag());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_MODIFIED) {
                return new ConditionalGet.Unchanged();
            }
            if (S3Failures.isMissingObject(e)) {
                return new ConditionalGet.Missing();
            }
            throw failures.of("get", key, e);
        } catch (SdkException e) {
            throw failures.of("get", key, e);
        }
    }

    private GetObjectRequest.Builder getRequest(String key) {
        // The size is known with the answer only; the largest objects that are got whole are catalogs.
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(requests.forBytes(S3Answer.WHOLE_BYTES_EXPECTED));
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        check(key);
        if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length || length == 0) {
            // No range says nothing; whether it lies within the object, only its size tells.
            requireWithin(key, offset, length);
            return;
        }
        GetObjectRequest request = getRequest(key)
                .range("bytes=" + offset + "-" + (offset + length - 1))
                .overrideConfiguration(requests.forBytes(length))
                .build();
        S3Answer answer = request(
                "get",
                key,
                () -> client.getObject(
                        request, (response, in) -> S3Answer.readInto(response, in, into, intoOffset, length)));
        if (!answer.isRange(offset)) {
            throw failures.ignoredRange(key);
        }
        if (answer.sizeBytes() < length) {
            throw S3Failures.tooShort(key, offset + answer.sizeBytes(), offset, length);
        }
        if (answer.readBytes() < length) {
            throw failures.cut(key, answer.readBytes(), length);
        }
    }

    private void requireWithin(String key, long offset, int length) {
        long sizeBytes = head(key).sizeBytes();
        if (offset < 0 || length < 0 || offset > sizeBytes - length) {
            throw S3Failures.tooShort(key, sizeBytes, offset, length);
        }
    }

    @Override
    public ObjectInfo head(String key) {
        check(key);
        HeadObjectResponse answer = request("head", key, () -> headObject(key));
        return new ObjectInfo(
                key,
                answer.contentLength(),
                answer.eTag(),
                answer.lastModified().toEpochMilli());
    }

    private HeadObjectResponse headObject(String key) {
        return send(() -> client.headObject(
                request -> request.bucket(bucket).key(key).overrideConfiguration(requests.forBytes(0))));
    }

    @Override
    public void delete(String key) {
        check(key);
        try {
            client.deleteObject(request -> request.bucket(bucket).key(key).overrideConfiguration(requests.forBytes(0)));
        } catch (SdkException e) {
            LodurException failure = failures.of("delete", key, e);
            if (failure.code() != ErrorCode.GONE) {
                throw failure;
            }
        }
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        checkOpen();
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                .maxKeys(ObjectPage.OBJECTS_MAX)
                .overrideConfiguration(requests.forBytes(S3Answer.WHOLE_BYTES_EXPECTED));
        if (!startAfter.isEmpty()) {
            request.startAfter(startAfter);
        }
        ListObjectsV2Response answer = request("list", prefix, () -> client.listObjectsV2(request.build()));
        List<ListedObject> objects =
                answer.contents().stream().map(S3ObjectStore::listed).toList();
        return new ObjectPage(objects, !answer.isTruncated());
    }

    private static ListedObject listed(S3Object object) {
        return new ListedObject(
                object.key(), object.size(), object.lastModified().toEpochMilli());
    }

    /** {@inheritDoc} Asks for an object that need not be there: every answer has the date, a failed one too. */
    @Override
    public long nowMillis() {
        checkOpen();
        try {
            return dateMillis(headObject(CLOCK_KEY).sdkHttpResponse());
        } catch (S3Exception e) {
            if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
                throw failures.of("head", CLOCK_KEY, e);
            }
            return dateMillis(e.awsErrorDetails().sdkHttpResponse());
        } catch (SdkException e) {
            throw failures.of("head", CLOCK_KEY, e);
        }
    }

    private long dateMillis(SdkHttpResponse answer) {
        return answer.firstMatchingHeader("Date").map(S3Dates::parseMillis).orElseThrow(failures::noDate);
    }

    private <T> T request(String operation, String key, Supplier<T> request) {
        try {
            return send(request);
        } catch (SdkException e) {
            throw failures.of(operation, key, e);
        }
    }

    /** The library lets some failures of a connection through as they are. */
    private static <T> T send(Supplier<T> request) {
        try {
            return request.get();
        } catch (UncheckedIOException e) {
            throw SdkClientException.create(String.valueOf(e.getMessage()), e);
        }
    }

    private void check(String key) {
        checkOpen();
        ObjectKeys.check(key);
    }

    private void checkOpen() {
        if (closed) {
            throw failures.closed();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
