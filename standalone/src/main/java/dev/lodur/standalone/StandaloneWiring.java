package dev.lodur.standalone;

import dev.lodur.compactor.CompactorLock;
import dev.lodur.compactor.UnflushedLines;
import dev.lodur.distributor.DistributorCount;
import dev.lodur.ingester.AdoptionListener;
import dev.lodur.ingester.IngesterRole;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.querier.QuerierDirectory;
import dev.lodur.ring.InProcessRing;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.PushTarget;
import dev.lodur.ring.ReplicationFactor;
import dev.lodur.ring.Ring;
import dev.lodur.ring.RingAdministration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Random;

/** Puts the roles of this process together: one ingester in a ring of its own. */
@ApplicationScoped
public class StandaloneWiring {
    private static final String INSTANCE = "standalone";

    @Produces
    @Singleton
    Ring ring() {
        InProcessRing ring = new InProcessRing();
        ring.put(new Member(
                INSTANCE, "", "", new MemberState.Active(), Member.randomTokens(new Random(), Member.TOKENS_DEFAULT)));
        return ring;
    }

    /** One, whatever the file says: there is one ingester here. */
    @Produces
    @Singleton
    ReplicationFactor replicationFactor() {
        return new ReplicationFactor(1);
    }

    @Produces
    @Singleton
    PushTarget.Directory targets(IngesterRole ingester) {
        return member -> ingester;
    }

    /** There is nobody else who would have to know. */
    @Produces
    @Singleton
    AdoptionListener adoptions() {
        return instance -> {};
    }

    /** The only member lives as long as this process. */
    @Produces
    @Singleton
    RingAdministration administration() {
        return new RingAdministration() {
            @Override
            public void forget(String id) {
                throw alone();
            }

            @Override
            public void writeOff(String id) {
                throw alone();
            }
        };
    }

    private static LodurException alone() {
        return new LodurException(
                ErrorCode.CONFLICT, "this process is the only member of its ring: there is nobody to forget");
    }

    @Produces
    @Singleton
    UnflushedLines unflushed(IngesterRole ingester) {
        return ingester::oldestUnflushedNanos;
    }

    @Produces
    @Singleton
    CompactorLock compactorLock() {
        return CompactorLock.ALONE;
    }

    @Produces
    @Singleton
    DistributorCount distributors() {
        return () -> 1;
    }

    @Produces
    @Singleton
    QuerierDirectory queriers() {
        return List::of;
    }

    @Produces
    @Singleton
    IngesterDirectory ingesters(IngesterRole ingester) {
        IngesterDirectory.View only = new IngesterDirectory.View(
                List.of(new IngesterDirectory.Member(INSTANCE, ingester)), List.of(), true, 0);
        return () -> only;
    }
}
