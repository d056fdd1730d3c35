package dev.lodur.app;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.StorageConfig;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogPointer;
import dev.lodur.store.FolderObjectStore;
import dev.lodur.store.ObjectStore;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command works with: its arguments, the configuration, where to print, and the bucket once it asks for it. For
 * one thread.
 */
public final class CommandContext {
    private final CommandArguments arguments;
    private final LokiConfig config;
    private final Function<LokiConfig, Optional<CatalogPointer>> pointer;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param pointer where the catalogs of a bucket without conditional writes are found; nothing where no Consul is
     * @param out takes what was asked for, in UTF-8
     * @param err takes what a person should know besides
     */
    public CommandContext(
            CommandArguments arguments,
            LokiConfig config,
            Function<LokiConfig, Optional<CatalogPointer>> pointer,
            PrintStream out,
            PrintStream err) {
        this.arguments = arguments;
        this.config = config;
        this.pointer = pointer;
        this.out = out;
        this.err = err;
    }

    public CommandArguments arguments() {
        return arguments;
    }

    public LokiConfig config() {
        return config;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public Clock clock() {
        return Clock.systemUTC();
    }

    /** The bucket of the configuration, of which nothing can be changed; a folder may be in use by a running Lodur. */
    public CommandBucket openForReading() {
        return open(
                config.storage().store() instanceof StorageConfig.Filesystem folder
                        ? FolderObjectStore.openForReading(files(), folder.directory())
                        : bucket());
    }

    /** The bucket of the configuration; a folder must not be in use. */
    public CommandBucket openForWriting() {
        return open(bucket());
    }

    private ObjectStore bucket() {
        return StoreWiring.open(
                config, files(), new BucketCredentials(config.storage().store()));
    }

    private CommandBucket open(ObjectStore store) {
        return CommandBucket.of(StoreWiring.patient(store), pointer.apply(config), StoreWiring.prefix(config), clock());
    }

    public FileLayer files() {
        return new DiskFileLayer();
    }
}
