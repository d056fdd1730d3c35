package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.ReadFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** The ranges of a file; its failures as kinds that a reader of segments tells apart. */
record FileRangeReader(ReadFile file, String name) implements RangeReader {
    @Override
    public void read(long offset, byte[] into, int at, int length) {
        try {
            file.read(offset, into, at, length);
        } catch (EOFException e) {
            throw new LodurException(ErrorCode.CORRUPT, name + " ends before byte " + (offset + length), e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new LodurException(ErrorCode.GONE, name + " is not there any more", e);
        } catch (IOException e) {
            throw new LodurException(
                    ErrorCode.INTERNAL, "cannot read " + length + " bytes of " + name + " at " + offset, e);
        }
    }
}
