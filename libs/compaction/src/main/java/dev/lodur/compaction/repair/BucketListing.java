package dev.lodur.compaction.repair;

import dev.lodur.store.ObjectPage;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import java.util.function.Consumer;

/** Lists a bucket page by page, so that memory does not grow with it. */
final class BucketListing {
    private BucketListing() {}

    /** Gives every object whose key begins with the prefix, by key. */
    static void forEach(ObjectStore store, String prefix, Consumer<ListedObject> objects) {
        String after = "";
        boolean last = false;
        while (!last) {
            ObjectPage page = store.list(prefix, after);
            for (ListedObject object : page.objects()) {
                objects.accept(object);
                after = object.key();
            }
            last = page.last() || page.objects().isEmpty();
        }
    }
}
