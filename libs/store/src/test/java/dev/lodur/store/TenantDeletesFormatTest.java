package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.DeleteRequest.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantDeletesFormatTest {
    private static final TenantDeletes DELETES = new TenantDeletes(
            Slices.TENANT,
            7,
            List.of(
                    Deletes.request("a", 0),
                    Deletes.request("a", 1).with(new State.Progress(0.25)),
                    Deletes.request("b", 0).with(new State.Processed(99))),
            -5,
            new byte[0]);

    @Test
    void whatIsWrittenIsRead() {
        TenantDeletes read = TenantDeletesFormat.decode("test", TenantDeletesFormat.encode(DELETES));

        assertThat(read).usingRecursiveComparison().isEqualTo(DELETES);
    }

    @Test
    void fieldsOfANewerVersionAreKept() {
        ProtoWriter newer = new ProtoWriter();
        newer.string(9, "what only a newer version knows");
        byte[] unknown = newer.toByteArray();
        DeleteRequest request = new DeleteRequest("a", 0, "{app=\"web\"}", 1, 2, 3, State.RECEIVED, unknown);
        TenantDeletes deletes = new TenantDeletes(Slices.TENANT, 1, List.of(request), Long.MIN_VALUE, unknown);

        TenantDeletes read = TenantDeletesFormat.decode("test", TenantDeletesFormat.encode(deletes));

        assertThat(read.unknownFields()).isEqualTo(unknown);
        assertThat(read.requests().getFirst().unknownFields()).isEqualTo(unknown);
        assertThat(read.requests().getFirst().with(new State.Progress(1)).unknownFields())
                .isEqualTo(unknown);
    }

    @Test
    void everyChangedByteIsCorruptOrTooNew() {
        byte[] bytes = TenantDeletesFormat.encode(DELETES);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x20;
            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(() -> TenantDeletesFormat.decode("test", changed))
                    .satisfies(e -> assertThat(e.code())
                            .isIn(ErrorCode.CORRUPT, ErrorCode.FORMAT_TOO_NEW, ErrorCode.FORMAT_TOO_OLD));
        }
    }

    @Test
    void anImpossibleShareOfWorkIsCorrupt() {
        ProtoWriter request = new ProtoWriter();
        request.string(1, "a");
        request.string(3, "{app=\"web\"}");
        request.fixed64(7, Double.doubleToLongBits(7));
        ProtoWriter file = ProtoEnvelope.begin(1);
        file.string(2, "fake");
        file.element(5, request.toByteArray());
        byte[] bytes = ProtoEnvelope.finish(file);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> TenantDeletesFormat.decode("test", bytes))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    }
}
