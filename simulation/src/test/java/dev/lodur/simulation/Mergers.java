package dev.lodur.simulation;

import java.util.List;
import java.util.Optional;

/** Two compactors of which one leads; the other one may not know yet that it does not any more. */
final class Mergers {
    private final World world;
    private final List<Merger> mergers;
    private Merger leader;

    Mergers(World world) {
        this.world = world;
        this.mergers = List.of(new Merger(world, this, world.skewed()), new Merger(world, this, world.skewed()));
        this.leader = mergers.getFirst();
        leader.lead();
    }

    boolean isLeader(Merger merger) {
        return merger == leader;
    }

    /** One of them works, if it is not at work already: one that leads, or begins to, or still believes so. */
    void round() {
        Merger merger = mergers.get(world.random().nextInt(2));
        if (!isHeldUp(merger)) {
            if (world.random().nextInt(3) > 0) {
                elect(merger);
            }
            merger.round(world.random().nextInt(4) > 0);
        }
    }

    /** The other one leads from now on and works, where one is held up. */
    void takeOver() {
        mergers.stream().filter(merger -> !isHeldUp(merger)).findFirst().ifPresent(merger -> {
            elect(merger);
            merger.round(true);
        });
    }

    private void elect(Merger merger) {
        leader = merger;
        merger.lead();
    }

    /** One dies at one of its next requests. */
    void dieSoon() {
        mergers.get(world.random().nextInt(2)).dieSoon();
    }

    /** The one that is held up, if one is. */
    Optional<Merger> heldUp() {
        return mergers.stream().filter(this::isHeldUp).findFirst();
    }

    private boolean isHeldUp(Merger merger) {
        return world.heldUp().filter(busy -> busy == merger).isPresent();
    }
}
