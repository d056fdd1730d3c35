package dev.lodur.store;

import dev.lodur.model.file.AppendFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one slice into the spool: its segment to {@link #file()}, then {@link #publish}. Closed without having been
 * published, it leaves nothing behind. For one thread at a time.
 */
public final class SpoolWriter implements Closeable {
    private final Spool spool;
    private final SliceName name;
    private final ChecksummedFile file;
    private boolean published;

    SpoolWriter(Spool spool, SliceName name, AppendFile file) {
        this.spool = spool;
        this.name = name;
        this.file = new ChecksummedFile(file);
    }

    /** Takes the bytes of the segment file; needs neither forcing nor closing. */
    public AppendFile file() {
        return file;
    }

    /**
     * Makes the slice part of the spool: from the return on it survives a loss of power and waits for its upload.
     *
     * @throws dev.lodur.model.LodurException {@link dev.lodur.model.ErrorCode#INTERNAL} when the disk fails; the slice
     *     must be written again
     */
    public SpooledSlice publish(SliceSummary summary) {
        return publish(summary, spool.nowMillis(), false);
    }

    /** The same for a copy of another spool's slice, which is as old as that one. */
    public SpooledSlice publishCopy(SpooledSlice original) {
        return publish(original.summary(), original.publishedMillis(), false);
    }

    /** The same for a slice that serves queries only, see {@link SpooledSlice#provisional}: its rows must be elsewhere too. */
    public SpooledSlice publishProvisional(SliceSummary summary) {
        return publish(summary, spool.nowMillis(), true);
    }

    private SpooledSlice publish(SliceSummary summary, long publishedMillis, boolean provisional) {
        try {
            file.force();
            file.close();
            SpooledSlice slice = spool.publish(name, summary, file, publishedMillis, provisional);
            published = true;
            return slice;
        } catch (IOException e) {
            throw StoreFailures.failed("publish slice", name.fileName(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!published) {
            file.close();
            spool.abandon(name);
        }
    }
}
