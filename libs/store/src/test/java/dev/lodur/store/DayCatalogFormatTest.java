package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DayCatalogFormatTest {
    private static final DayCatalog CATALOG = new DayCatalog(
            Slices.TENANT,
            Slices.DAY,
            7,
            List.of(Slices.entry(3).committedAt(1_767_225_600_000L), Slices.compacted("c", "one", "two")),
            List.of(new WalRange("ingester-1", 5, 0, 29)),
            List.of(),
            new byte[0]);

    @Test
    void whatWasWrittenIsRead() {
        DayCatalog read = DayCatalogFormat.decode("test", DayCatalogFormat.encode(CATALOG));

        assertThat(read).usingRecursiveComparison().isEqualTo(CATALOG);
    }

    @Test
    void objectsThatAreOnTheirWayOutAreReadBack() {
        DayCatalog removing = CATALOG.with(Set.of(CATALOG.entries().getLast().key()), List.of(), 1_767_225_700_000L);

        DayCatalog read = DayCatalogFormat.decode("test", DayCatalogFormat.encode(removing));

        assertThat(read.removed()).hasSize(1);
        assertThat(read).usingRecursiveComparison().isEqualTo(removing);
    }

    @Test
    void whereRowsOfAFilterStandIsReadBack() {
        CatalogEntry e = Slices.compacted("a", "b");
        byte[] filterRows = {1, 7, 2, 3, 4};
        CatalogEntry filtered = new CatalogEntry(
                e.key(),
                e.sizeBytes(),
                e.indexOffset(),
                e.indexLengthBytes(),
                e.minTimestampNanos(),
                e.maxTimestampNanos(),
                e.rows(),
                e.lineBytes(),
                e.level(),
                e.origin(),
                e.labelSummary(),
                e.retentionClass(),
                e.deduplicated(),
                e.commitTimeMillis(),
                e.checksum(),
                filterRows,
                e.unknownFields());

        assertThat(CatalogEntry.decode(filtered.encode()))
                .usingRecursiveComparison()
                .isEqualTo(filtered);
        assertThat(CatalogEntry.decode(e.encode()).filterRows()).isEmpty();
    }

    @Test
    void timesBefore1970AndAtTheEndsOfTimeAreRead() {
        CatalogEntry e = Slices.entry(1);
        CatalogEntry wide = new CatalogEntry(
                e.key(),
                e.sizeBytes(),
                0,
                0,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0,
                0,
                0,
                e.origin(),
                new byte[0],
                "",
                false,
                0,
                0,
                new byte[0],
                new byte[0]);
        DayCatalog catalog = DayCatalog.empty(Slices.TENANT, Slices.DAY).with(wide);

        assertThat(DayCatalogFormat.decode("test", DayCatalogFormat.encode(catalog)))
                .usingRecursiveComparison()
                .isEqualTo(catalog);
    }

    @Test
    void theExampleInTheSpecificationIsWhatIsWritten() {
        DayCatalog first =
                DayCatalog.empty(Slices.TENANT, LocalDate.of(2026, 11, 23)).nextVersion();

        assertThat(hex(DayCatalogFormat.encode(first)))
                .isEqualTo("0801" + "120466616b65" + "1a0a323032362d31312d3233" + "2001" + "7deb700cc5");
    }

    @Test
    void theBytesOfVersion1DoNotChange() {
        assertThat(hex(DayCatalogFormat.encode(CATALOG))).isEqualTo(GOLDEN);
        byte[] golden = HexFormat.of().parseHex(GOLDEN);

        assertThat(DayCatalogFormat.decode("golden", golden))
                .usingRecursiveComparison()
                .isEqualTo(CATALOG);
    }

    @Test
    void fieldsOfANewerVersionAreKeptInCatalogAndEntry() {
        ProtoWriter unknown = new ProtoWriter();
        unknown.varint(100, 5);
        unknown.string(101, "later");
        unknown.fixed64(102, -1);
        unknown.fixed32(103, -1);
        CatalogEntry e = Slices.entry(1);
        CatalogEntry newer = CatalogEntryFormat.decode(
                new StoredFields("entry", concat(CatalogEntryFormat.encode(e), unknown.toByteArray())));
        DayCatalog catalog = new DayCatalog(
                Slices.TENANT, Slices.DAY, 1, List.of(newer), List.of(), List.of(), unknown.toByteArray());

        DayCatalog read = DayCatalogFormat.decode("test", DayCatalogFormat.encode(catalog));
        DayCatalog changed =
                CatalogChange.Add.of(Slices.entry(2)).apply(read, 9).orElseThrow();

        assertThat(read.unknownFields()).isEqualTo(unknown.toByteArray());
        assertThat(changed.unknownFields()).isEqualTo(unknown.toByteArray());
        assertThat(changed.entries().getFirst().unknownFields()).isEqualTo(unknown.toByteArray());
        assertThat(changed.entries().getFirst().committedAt(3).unknownFields()).isEqualTo(unknown.toByteArray());
    }

    @Test
    void aLaterFormatVersionIsTooNewWhateverFollows() {
        assertFails(ErrorCode.FORMAT_TOO_NEW, HexFormat.of().parseHex("0802ffffff"));
        assertFails(ErrorCode.FORMAT_TOO_OLD, HexFormat.of().parseHex("08007d00000000"));
    }

    @Test
    void bytesThatAreNoCatalogAreCorrupt() {
        assertFails(ErrorCode.CORRUPT, new byte[0]);
        assertFails(ErrorCode.CORRUPT, "<html>".getBytes(StandardCharsets.UTF_8));
        assertFails(ErrorCode.CORRUPT, HexFormat.of().parseHex("0801"));
    }

    @Test
    void everyTruncationAndEveryFlippedBitIsNoticed() {
        byte[] bytes = DayCatalogFormat.encode(CATALOG);
        for (int length = 0; length < bytes.length; length++) {
            assertFails(ErrorCode.CORRUPT, Arrays.copyOf(bytes, length));
        }
        for (int bit = 16; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertFails(ErrorCode.CORRUPT, flipped);
        }
    }

    @Test
    void garbageBehindAValidChecksumIsCorruptOrReadButNeverACrash() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = DayCatalogFormat.encode(CATALOG);
        for (int run = 0; run < 20_000; run++) {
            byte[] content = Arrays.copyOf(bytes, bytes.length - 5);
            for (int i = 0; i <= random.nextInt(4); i++) {
                content[2 + random.nextInt(content.length - 2)] = (byte) random.nextInt(256);
            }
            ProtoWriter writer = new ProtoWriter();
            writer.append(content);
            try {
                DayCatalogFormat.decode("seed " + seed, ProtoEnvelope.finish(writer));
            } catch (LodurException e) {
                assertThat(e.code()).as("seed %d", seed).isEqualTo(ErrorCode.CORRUPT);
            }
        }
    }

    private static void assertFails(ErrorCode code, byte[] bytes) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> DayCatalogFormat.decode("test", bytes))
                .satisfies(e -> assertThat(e.code()).as(hex(bytes)).isEqualTo(code));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static final String GOLDEN =
            "0801120466616b651a0a323032362d30312d303120072a92010a456c6f6475722f66616b652f7365"
                    + "676d656e74732f323032362d30312d30312f302d696e6765737465722d312d313862636665353638"
                    + "30302d31652d32372e7061727175657410e807188407205029b80b000000000000319f0f00000000"
                    + "0000380a40882755030000005a190a0a696e6765737465722d311080d095ffbc311803201e28276a"
                    + "020102800180d0eab6b7332a610a2a6c6f6475722f66616b652f7365676d656e74732f323032362d"
                    + "30312d30312f312d632e7061727175657410e807188407205031e703000000000000380a40882748"
                    + "0155ffffffff620a0a036f6e650a0374776f6a02010272047765656b780132100a0a696e67657374"
                    + "65722d311005201d7dd9bd7d3e";
}
