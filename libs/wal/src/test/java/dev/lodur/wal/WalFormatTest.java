package dev.lodur.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WalFormatTest {
    private static final WalFormat.Header HEADER = new WalFormat.Header(7, 5, 0x1122334455667788L, 0, 0);

    @Test
    void theHeaderHasTheBytesOfTheSpecification() {
        byte[] bytes = WalFormat.encode(HEADER);

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("4c4f44555257414c" + "01000000" + "0700000000000000" + "0500000000000000"
                        + "8877665544332211" + "0000000000000000" + "0000000000000000" + "1db29db4");
        assertThat(WalFormat.decodeHeader(bytes, Path.of("x"))).isEqualTo(HEADER);
    }

    @Test
    void theRecordHeaderHasTheBytesOfTheSpecification() {
        byte[] payload = {'h', 'i'};
        WalFormat.RecordHeader record =
                new WalFormat.RecordHeader(0x1122334455667788L, 2, 5, 4, WalFormat.checksum(payload, 0, 2));
        byte[] bytes = new byte[WalFormat.RECORD_HEADER_BYTES];
        WalFormat.encode(record, bytes);

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("8877665544332211" + "02000000" + "0500000000000000" + "0400000000000000" + "c2d99df5"
                        + "ac40ac9f");
        assertThat(WalFormat.decodeRecord(bytes, 0)).isEqualTo(record);
    }

    @Test
    void aNewerVersionIsToldFromDamage() {
        byte[] bytes = WalFormat.encode(HEADER);
        Bytes.putInt(bytes, 8, 2);
        assertThat(WalFormat.decodeHeader(bytes, Path.of("x"))).isNull();
        Bytes.putInt(bytes, 52, WalFormat.checksum(bytes, 0, 52));

        assertThatThrownBy(() -> WalFormat.decodeHeader(bytes, Path.of("x")))
                .extracting(e -> ((LodurException) e).code())
                .isEqualTo(ErrorCode.FORMAT_TOO_NEW);
    }
}
