package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Reads everything again and again while faults are on. An answer may lack lines only where it warns, may double none, and
 * must be an answer; a querier that is out of reach is counted.
 */
final class Watch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Supplier<Reading> reader;
    private final Ledger ledger;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger warned = new AtomicInteger();
    private final AtomicInteger unreachable = new AtomicInteger();
    private final Thread thread = Thread.ofVirtual().name("watch").unstarted(this::run);
    private volatile boolean stopped;

    Watch(Supplier<Reading> reader, Ledger ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try {
                look();
            } catch (UncheckedIOException e) {
                unreachable.incrementAndGet();
            } catch (RuntimeException | AssertionError e) {
                violations.add(e.toString());
            }
            looks.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void look() {
        Set<NumberedLine> expected = ledger.acknowledged();
        Reading reading = reader.get();
        Set<NumberedLine> missing = reading.missing(expected);
        if (!missing.isEmpty() && reading.warnings().isEmpty()) {
            violations.add("hidden without a warning: " + Reading.brief(missing));
        }
        if (!reading.doubled().isEmpty()) {
            violations.add("doubled: " + Reading.brief(reading.doubled()));
        }
        if (!reading.unknown().isEmpty()) {
            violations.add("never pushed: " + reading.unknown());
        }
        answers.incrementAndGet();
        if (!reading.warnings().isEmpty()) {
            warned.incrementAndGet();
        }
    }

    /** Reads so far, whatever they brought. */
    int looks() {
        return looks.get();
    }

    /** Reads whose answer carried a warning. */
    int warned() {
        return warned.get();
    }

    /** Fails unless every read so far was right as far as it could be. */
    void assertHonest() {
        assertThat(violations).as("reads while faults were on").isEmpty();
        assertThat(answers).as("reads answered").hasPositiveValue();
    }

    /** Fails if a querier could not be reached: where no querier was touched, none may be. */
    void assertAlwaysReachable() {
        assertThat(unreachable).as("reads without an answer").hasValue(0);
    }

    String summary() {
        return answers + " reads (" + warned + " warned, " + unreachable + " without an answer)";
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
