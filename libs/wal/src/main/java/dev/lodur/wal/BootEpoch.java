package dev.lodur.wal;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of an instance's start, in the file {@code epoch} of its folder. Every start takes a higher one: the last one
 * plus one, or the seconds since 1970 where that is higher, so that an instance that lost its folder does not begin
 * again with numbers that names in the bucket have used.
 *
 * <p>The file is one line of ASCII, {@code lodur-boot-epoch 1 NUMBER CHECKSUM} and a line feed: version 1, the number in
 * decimal, CRC32C of what is before the last space as 8 hexadecimal digits.
 */
final class BootEpoch {
    static final String FILE = "epoch";
    private static final String TEMPORARY = "epoch.tmp";
    private static final String PREFIX = "lodur-boot-epoch 1 ";
    private static final Pattern LINE = Pattern.compile("(" + PREFIX + "([0-9]{1,18})) ([0-9a-f]{8})\n");
    private static final int SIZE_BYTES_MAX = 128;

    private BootEpoch() {}

    /** Takes the next number and returns when a loss of power cannot bring it back. */
    static long next(FileLayer files, Path folder, long nowSeconds) throws IOException {
        long epoch = Math.max(read(files, folder.resolve(FILE)) + 1, nowSeconds);
        Path temporary = folder.resolve(TEMPORARY);
        files.delete(temporary);
        try (AppendFile file = files.create(temporary)) {
            byte[] line = line(epoch);
            file.write(line, 0, line.length);
            file.force();
        }
        files.rename(temporary, folder.resolve(FILE));
        files.forceDirectory(folder);
        return epoch;
    }

    private static byte[] line(long epoch) {
        String text = PREFIX + epoch;
        return (text + " " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String checksum(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().toHexDigits(WalFormat.checksum(bytes, 0, bytes.length));
    }

    private static long read(FileLayer files, Path path) throws IOException {
        if (!files.exists(path)) {
            return 0;
        }
        try (ReadFile file = files.open(path)) {
            byte[] bytes = new byte[(int) Math.min(SIZE_BYTES_MAX, file.sizeBytes())];
            file.read(0, bytes, 0, bytes.length);
            Matcher line = LINE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            if (line.matches() && line.group(3).equals(checksum(line.group(1)))) {
                return Long.parseLong(line.group(2));
            }
        }
        throw new LodurException(
                ErrorCode.CORRUPT,
                "boot epoch file " + path
                        + " is damaged: remove it, the next start then takes its number from the clock");
    }
}
