package dev.lodur.store;

import dev.lodur.store.ObjectPage.ListedObject;
import java.util.function.Consumer;

/** Lists a bucket page by page, so that memory does not grow with it. Holds no state. */
public final class BucketListing {
    private BucketListing() {}

    /**
     * Gives every object whose key begins with the prefix, by key: a class A request for each thousand of them.
     *
     * @throws dev.lodur.model.LodurException where the store does not answer; what was given until then stays given
     */
    public static void forEach(ObjectStore store, String prefix, Consumer<ListedObject> objects) {
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
