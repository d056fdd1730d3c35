package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/**
 * Names one cut of one ingester's head; the open head is the generation with the next number.
 *
 * @param instance the ingester's id, 1 to 63 characters that a key may hold, no slash
 * @param bootEpoch larger with every start of the instance, also after its folder was lost; not negative
 * @param number counts the cuts since that start; not negative
 */
public record GenerationId(String instance, long bootEpoch, long number) {
    private static final int INSTANCE_LENGTH_MAX = 63;

    public GenerationId {
        checkInstance(instance);
        if (bootEpoch < 0 || number < 0) {
            throw new IllegalArgumentException("negative generation: epoch " + bootEpoch + ", number " + number);
        }
    }

    /** Throws {@link ErrorCode#INVALID_REQUEST} unless the id can name an ingester. */
    public static void checkInstance(String instance) {
        if (instance.isEmpty() || instance.length() > INSTANCE_LENGTH_MAX) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "instance id '" + instance + "' has " + instance.length() + " characters, allowed are 1 to "
                            + INSTANCE_LENGTH_MAX);
        }
        ObjectKeys.checkCharacters(instance, instance);
    }
}
