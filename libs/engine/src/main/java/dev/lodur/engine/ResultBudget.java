package dev.lodur.engine;

import dev.lodur.model.ByteSize;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that one query's result may take. Thread-safe. */
final class ResultBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    ResultBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes a part of the budget; {@link ErrorCode#LIMIT_EXCEEDED} where there is not enough left. */
    void take(long bytes) {
        if (usedBytes.addAndGet(bytes) > limitBytes) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the result of the query takes more memory than its budget of " + new ByteSize(limitBytes)
                            + "; ask for a shorter time, fewer streams or a smaller limit");
        }
    }

    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }
}
