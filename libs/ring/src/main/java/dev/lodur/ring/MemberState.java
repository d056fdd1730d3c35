package dev.lodur.ring;

/**
 * The state of a member: {@code JOINING → ACTIVE → LEAVING}, with {@code UNHEALTHY} in place of any of them for as long
 * as others do not hear from the member.
 *
 * <p>A transition is a method of the state that allows it; what a state lacks cannot be done from it.
 */
public sealed interface MemberState {
    /** The name in the ring's pages and metrics. */
    String label();

    /** Whether new batches are sent to the member first. */
    default boolean isWritable() {
        return false;
    }

    /** The state while nobody hears from the member. */
    default MemberState unheard() {
        return switch (this) {
            case Joining joining -> joining.lost();
            case Active active -> active.lost();
            case Leaving leaving -> leaving.lost();
            case Unhealthy unhealthy -> unhealthy;
            case Forgotten forgotten -> forgotten;
        };
    }

    /** Recovering its log; owns tokens but takes no batches yet. */
    record Joining() implements MemberState {
        public Active activate() {
            return new Active();
        }

        public Unhealthy lost() {
            return new Unhealthy(this);
        }

        @Override
        public String label() {
            return "JOINING";
        }
    }

    /** Takes batches. */
    record Active() implements MemberState {
        public Leaving leave() {
            return new Leaving();
        }

        public Unhealthy lost() {
            return new Unhealthy(this);
        }

        @Override
        public String label() {
            return "ACTIVE";
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    }

    /** Flushing what it has; takes no batches. */
    record Leaving() implements MemberState {
        public Unhealthy lost() {
            return new Unhealthy(this);
        }

        @Override
        public String label() {
            return "LEAVING";
        }
    }

    /**
     * Not heard from; a hint for writers, who try it last.
     *
     * @param before the state that it returns to when it is heard from again
     */
    record Unhealthy(MemberState before) implements MemberState {
        public Unhealthy {
            if (before instanceof Unhealthy) {
                throw new IllegalArgumentException("an unhealthy member is not lost again");
            }
        }

        public MemberState recover() {
            return before;
        }

        public Forgotten forget() {
            return new Forgotten(before);
        }

        @Override
        public String label() {
            return "UNHEALTHY";
        }
    }

    /**
     * Given up: takes part in no writes any more. Readers go on warning of what it may hold, until it comes back, its
     * volume is adopted, or an operator writes it off.
     *
     * @param before the state that it had when it was last heard from
     */
    record Forgotten(MemberState before) implements MemberState {
        public MemberState recover() {
            return before;
        }

        @Override
        public String label() {
            return "FORGOTTEN";
        }
    }
}
