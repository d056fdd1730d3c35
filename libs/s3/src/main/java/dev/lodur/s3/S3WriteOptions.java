package dev.lodur.s3;

import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What the server is told about objects that are put.
 *
 * @param storageClass the server's name for it; empty for the bucket's own
 * @param encryption {@code SSE-S3}, {@code SSE-KMS}, or empty for the bucket's own
 * @param kmsKeyId for {@code SSE-KMS}; empty for the account's own
 */
public record S3WriteOptions(String storageClass, String encryption, String kmsKeyId) {
    public static final S3WriteOptions NONE = new S3WriteOptions("", "", "");

    void addTo(PutObjectRequest.Builder request) {
        if (!storageClass.isEmpty()) {
            request.storageClass(storageClass);
        }
        switch (encryption) {
            case "SSE-S3" -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case "SSE-KMS" -> {
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS);
                if (!kmsKeyId.isEmpty()) {
                    request.ssekmsKeyId(kmsKeyId);
                }
            }
            default -> {}
        }
    }
}
