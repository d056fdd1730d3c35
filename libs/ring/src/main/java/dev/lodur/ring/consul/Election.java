package dev.lodur.ring.consul;

import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Chooses one process among several by a key that only one session can hold.
 *
 * <p>To lead is a belief: a process that is paused may go on believing while another leads already. Who must not act then
 * asks {@link #confirm} and is safe against what happened before, not against a pause behind it; so nothing may rest on
 * the election alone. Thread-safe; calls block.
 */
public final class Election {
    private static final System.Logger LOGGER = System.getLogger(Election.class.getName());

    private final Consul consul;
    private final String key;
    private final byte[] self;
    private final Duration sessionTimeToLive;
    private String session = "";
    private volatile boolean leading;
    private volatile String leader = "";
    private boolean ended;

    /**
     * @param self what the one who leads calls itself in the key, such as its HTTP address
     */
    public Election(Consul consul, String key, String self, Duration sessionTimeToLive) {
        this.consul = consul;
        this.key = key;
        this.self = self.getBytes(StandardCharsets.UTF_8);
        this.sessionTimeToLive = sessionTimeToLive;
    }

    /** Renews the session, and takes the key where nobody has it. */
    public synchronized void step() {
        if (ended) {
            return;
        }
        try {
            if (session.isEmpty() || !consul.renewSession(session)) {
                leading = false;
                session = consul.createSession("lodur " + key, sessionTimeToLive);
            }
            boolean before = leading;
            leading = holds() || (isFree() && consul.acquire(key, self, session));
            if (before != leading) {
                LOGGER.log(System.Logger.Level.INFO, (leading ? "leads: " : "does not lead any more: ") + key);
            }
        } catch (LodurException e) {
            // Nobody else can take the key before the session ends, and whoever acts confirms first.
            LOGGER.log(System.Logger.Level.DEBUG, "the election cannot be looked at: " + e.text());
        }
    }

    private boolean holds() {
        return entry().map(entry -> entry.session().equals(session)).orElse(false);
    }

    private boolean isFree() {
        return entry().map(entry -> entry.session().isEmpty()).orElse(true);
    }

    private Optional<Consul.Entry> entry() {
        Optional<Consul.Entry> entry = consul.get(key, 0, Duration.ZERO).value();
        leader = entry.filter(held -> !held.session().isEmpty())
                .map(held -> new String(held.value(), StandardCharsets.UTF_8))
                .orElse("");
        return entry;
    }

    public boolean isLeading() {
        return leading;
    }

    /** What the one who leads calls itself, as last seen; empty where nobody does. */
    public String leader() {
        return leader;
    }

    /** Whether the key is held by this process at a moment during the call; throws where Consul does not answer. */
    public synchronized boolean confirm() {
        leading = !session.isEmpty() && !ended && holds();
        return leading;
    }

    /** Gives the key to others. */
    public synchronized void resign() {
        ended = true;
        leading = false;
        try {
            if (!session.isEmpty()) {
                consul.destroySession(session);
            }
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the lock of " + key + " ends with its session: " + e.text());
        }
    }
}
