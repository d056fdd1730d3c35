package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetadataPackerTest {
    private final MetadataPacker packer = new MetadataPacker();

    @Test
    void columnsOfARowComeOutInTheOrderOfTheirNames() {
        // given columns in another order, with absent and empty values
        packer.begin(Metadata.columns(new Metadata.Column[] {
            column("b", new int[] {0, -1, 1}, "x", ""), column("a", new int[] {0, -1, -1}, "ü")
        }));

        // when, then
        assertThat(packed(0)).isEqualTo(Labels.of("a", "ü", "b", "x"));
        assertThat(packed(1)).isEqualTo(Labels.EMPTY);
        assertThat(packed(2)).isEqualTo(Labels.of("b", ""));
    }

    @Test
    void restAndColumnsOfARowAreOneSet() {
        // given
        byte[] rest = PackedLabels.encode(Labels.of("a", "1", "c", "3"));
        Metadata metadata = Metadata.of(new Metadata.Column[] {column("b", new int[] {0, 0}, "2")}, rest, new int[] {
            0, rest.length, rest.length
        });
        packer.begin(metadata);

        // when, then
        assertThat(packed(0)).isEqualTo(Labels.of("a", "1", "b", "2", "c", "3"));
        assertThat(packed(1)).isEqualTo(Labels.of("b", "2"));
    }

    @Test
    void valuesLargerThanTheBufferFit() {
        // given
        String large = "v".repeat(10_000);
        packer.begin(Metadata.columns(new Metadata.Column[] {column("k", new int[] {0}, large)}));

        // when, then
        assertThat(packed(0)).isEqualTo(Labels.of("k", large));
    }

    private Labels packed(int row) {
        packer.pack(row);
        return PackedLabels.decode(packer.bytes(), 0, packer.length());
    }

    private static Metadata.Column column(String name, int[] ids, String... values) {
        byte[][] utf8 = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            utf8[i] = values[i].getBytes(StandardCharsets.UTF_8);
        }
        return new Metadata.Column(name, utf8, ids);
    }
}
