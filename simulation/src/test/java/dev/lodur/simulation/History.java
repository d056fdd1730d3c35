package dev.lodur.simulation;

import dev.lodur.compactor.SimulatedCompactor;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One history of a cluster, which its seed decides wholly; it ends well or with a {@link Violation}. */
final class History {
    private static final int ACTIONS_MIN = 20;
    private static final int ACTIONS_MAX = 90;
    private static final int DAYS_MAX = 4;
    private static final int SETTLING_ROUNDS_MAX = 40;
    private static final int FORGETTING_ROUNDS = 3;
    private static final Duration SETTLING_STEP = Duration.ofSeconds(20);
    private static final Duration SESSION_STEP = Duration.ofSeconds(5);

    private final SplittableRandom random;
    private final World world;
    private final Journal journal = new Journal();
    private final Auditor auditor;
    private final List<Action> actions = new ArrayList<>();
    private int days;
    private int renamed;

    History(long seed, Ports ports) {
        random = new SplittableRandom(seed);
        int ingesters = 1 + random.nextInt(3);
        int replicationFactor = random.nextInt(3) == 0 ? 1 : ingesters;
        world = new World(random, ports, ingesters, replicationFactor);
        auditor = new Auditor(world, journal);
    }

    /** What happened until now, for those who look for a reason. */
    List<Action> actions() {
        return actions;
    }

    void run() {
        world.nodes().forEach(Node::start);
        world.follow();
        int count = random.nextInt(ACTIONS_MIN, ACTIONS_MAX);
        for (int i = 0; i < count; i++) {
            Action action = Action.of(random.nextDouble());
            actions.add(action);
            world.setMeanwhile(this::meanwhile);
            perform(action);
            world.setMeanwhile(null);
            world.clock().advanceMillis(1 + random.nextInt(500));
            world.follow();
            if (random.nextInt(4) == 0) {
                world.deliverDelayed();
            }
        }
        settle();
        leave();
    }

    private void perform(Action action) {
        switch (action) {
            case PUSH -> push();
            case STEP -> step(SESSION_STEP);
            case MINUTES -> step(Duration.ofMinutes(1 + random.nextInt(20)));
            case DAYS -> day();
            case QUERY -> auditor.query(false);
            case COUNT -> auditor.count(false);
            case START -> startOne();
            case STOP -> any().stop();
            case FLUSH -> any().flush();
            case KILL -> any().kill();
            case LOSE_POWER -> any().losePower();
            case CRASH_SOON -> any().crashSoon();
            case RENAME -> rename();
            case CUT -> any().cuts().add(Weather.Cut.values()[random.nextInt(Weather.Cut.values().length)]);
            case MEND -> any().cuts().clear();
            case BUCKET_OUTAGE -> world.weather().toggle(Weather.Outage.BUCKET);
            case CONSUL_OUTAGE -> world.weather().toggle(Weather.Outage.CONSUL);
            case RESTART_OTHERS -> world.restartOthers();
            case SWEEP -> sweepTwice(Duration.ofSeconds(random.nextInt(60)));
            case MERGE -> world.mergers().round();
            case MERGER_CRASH_SOON -> world.mergers().dieSoon();
        }
    }

    private void startOne() {
        world.idleNodes().stream().filter(node -> !node.isRunning()).findFirst().ifPresent(Node::start);
    }

    private Node any() {
        List<Node> nodes = world.idleNodes();
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** A new line, or one that waits to be acknowledged. */
    private void push() {
        if (journal.waiting().isEmpty() || random.nextInt(3) > 0) {
            journal.add(next());
        }
        Journal.Push push = random.nextBoolean()
                ? journal.waiting().getFirst()
                : journal.waiting().getLast();
        send(push);
    }

    private void send(Journal.Push push) {
        try {
            world.push(push);
            journal.acknowledge(push);
        } catch (LodurException e) {
            if (e.code().action() != ErrorCode.Action.RETRY_LATER) {
                throw new Violation("a good push is refused for good", e);
            }
        }
    }

    private Journal.Push next() {
        int daysAgo = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
        long timeNanos = world.clock().getAsLong() - TimeUnit.DAYS.toNanos(daysAgo);
        List<Long> times = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int first = journal.nextNumber();
        for (int i = 0; i <= random.nextInt(3); i++) {
            times.add(timeNanos + i);
            lines.add("line " + (first + i));
        }
        String labels = "{\"app\":\"" + (char) ('a' + random.nextInt(4)) + "\",\"ago\":\"" + daysAgo + "\"}";
        return new Journal.Push(labels, times, lines);
    }

    private void step(Duration duration) {
        world.advance(duration);
        world.idleNodes().forEach(Node::step);
        world.follow();
    }

    /** More than a day goes by, in which the compactors sweep and merge. */
    private void day() {
        if (days < DAYS_MAX) {
            days++;
            step(Duration.ofHours(25 + random.nextInt(3)));
            sweepTwice(Duration.ofMinutes(61));
            world.mergers().takeOver();
        }
    }

    /** The second one removes what it finds as the first one did. */
    private void sweepTwice(Duration between) {
        world.sweep();
        step(between);
        world.sweep();
    }

    private void rename() {
        Node node = any();
        if (!node.isRunning()) {
            node.rename("renamed-" + renamed++);
        }
    }

    /** What others do while one waits for the bucket. */
    private void meanwhile() {
        switch (random.nextInt(14)) {
            case 0 -> longPause();
            case 9, 10 -> death();
            case 12, 13 -> world.mergers().takeOver();
            case 11 -> world.weather().toggle(Weather.Outage.BUCKET);
            case 1, 2 -> world.idleNodes().forEach(Node::flush);
            case 3 -> world.idleNodes().forEach(Node::crashSoon);
            case 4 -> step(Duration.ofMinutes(1 + random.nextInt(15)));
            default -> step(SESSION_STEP);
        }
    }

    private void death() {
        world.mergers().heldUp().ifPresent(Merger::dieWaiting);
        world.busy().ifPresentOrElse(Node::dieWaiting, this::startOne);
    }

    /** Only a writer waits so long: a query would have been given up, and a sweep asks for its lock again. */
    private void longPause() {
        if (world.heldUp().isPresent()) {
            day();
        } else {
            step(Duration.ofMinutes(1));
        }
    }

    /** Everything is mended, and in the end nothing may be missing, doubled or warned of. */
    private void settle() {
        world.weather().calmDown();
        world.deliverDelayed();
        world.nodes().forEach(Node::repair);
        for (int round = 0; round < SETTLING_ROUNDS_MAX; round++) {
            world.nodes().stream().filter(node -> !node.isRunning()).forEach(Node::start);
            step(SETTLING_STEP);
            List.copyOf(journal.waiting()).forEach(this::send);
            if (round >= 5 && journal.waiting().isEmpty()) {
                break;
            }
        }
        if (!journal.waiting().isEmpty()) {
            throw new Violation(journal.waiting().size() + " pushes are refused though nothing is wrong");
        }
        world.writeOffUnknown();
        audit();
    }

    private void audit() {
        auditor.query(true);
        auditor.count(true);
        auditor.bucket();
    }

    /** All ingesters end; what they had is in the bucket then, and neither a sweep nor a merge takes any of it. */
    private void leave() {
        world.nodes().forEach(Node::stop);
        world.follow();
        days = 0;
        day();
        audit();
        forget();
        audit();
    }

    /** What was merged goes, some of it only when it is tried again. */
    private void forget() {
        step(SimulatedCompactor.GRACE);
        for (int round = 0; round < FORGETTING_ROUNDS; round++) {
            world.mergers().takeOver();
        }
        world.deliverDelayed();
    }
}
