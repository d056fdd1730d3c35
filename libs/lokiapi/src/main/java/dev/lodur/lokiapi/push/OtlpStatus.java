package dev.lodur.lokiapi.push;

import dev.lodur.model.ProtoReader;

/**
 * How OTLP endpoints answer failures: a protobuf {@code google.rpc.Status} with nothing but the message, as {@code
 * application/octet-stream}, for protobuf and JSON requests alike.
 */
public final class OtlpStatus {
    public static final String CONTENT_TYPE = "application/octet-stream";

    private static final int MESSAGE_FIELD = 2;

    private OtlpStatus() {}

    public static byte[] encode(String message) {
        ByteSink text = new ByteSink(message.length() + 16);
        text.add(message);
        ByteSink status = new ByteSink(text.size() + 16);
        status.addVarint(MESSAGE_FIELD << 3 | ProtoReader.BYTES);
        status.addVarint(text.size());
        status.add(text.bytes(), 0, text.size());
        return status.toByteArray();
    }

    /** The HTTP status: collectors send again after 503, but not after 500. */
    public static int httpStatus(int status) {
        return status == 500 ? 503 : status;
    }
}
