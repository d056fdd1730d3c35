package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.ProtoReader;

/** Readers of messages that clients sent: what is malformed in them is {@link ErrorCode#INVALID_REQUEST}. */
final class RequestProto {
    private RequestProto() {}

    static ProtoReader reader() {
        return new ProtoReader((problem, offset) -> new LodurException(ErrorCode.INVALID_REQUEST, problem));
    }
}
