package dev.lodur.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bucket that is gone for ten minutes by the clock, while lines come in and are asked for. */
class BucketOutageTest {
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Journal journal = new Journal();

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "3, 3"})
    void tenMinutesWithoutABucketLoseNothingAndDoubleNothing(int ingesters, int replicationFactor) {
        World world = World.quiet(new SplittableRandom(7), ingesters, replicationFactor);
        Auditor auditor = new Auditor(world, journal);
        world.nodes().forEach(Node::start);
        world.follow();
        run(world, Duration.ofMinutes(6));
        auditor.query(true);

        world.weather().toggle(Weather.Outage.BUCKET);
        run(world, OUTAGE);
        auditor.queryInOutage();
        world.weather().toggle(Weather.Outage.BUCKET);

        run(world, Duration.ofMinutes(12));
        auditor.query(true);
        auditor.count(true);
        world.nodes().forEach(Node::stop);
        world.follow();
        auditor.query(true);
        auditor.count(true);
        auditor.bucket();
    }

    private void run(World world, Duration duration) {
        for (Duration left = duration; left.isPositive(); left = left.minus(STEP)) {
            Journal.Push push = next(world.clock().getAsLong());
            journal.add(push);
            world.push(push);
            journal.acknowledge(push);
            world.advance(STEP);
            world.nodes().forEach(Node::step);
            world.follow();
        }
    }

    private Journal.Push next(long nowNanos) {
        List<Long> times = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int first = journal.nextNumber();
        for (int i = 0; i < 3; i++) {
            times.add(nowNanos + i);
            lines.add("line " + (first + i));
        }
        return new Journal.Push("{\"app\":\"" + (char) ('a' + first % 5) + "\"}", times, lines);
    }
}
