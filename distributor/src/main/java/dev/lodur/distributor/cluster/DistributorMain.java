package dev.lodur.distributor.cluster;

import dev.lodur.app.Launcher;
import dev.lodur.config.Target;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process of a distributor on its own. */
@QuarkusMain(name = "distributor")
public final class DistributorMain {
    private DistributorMain() {}

    public static void main(String... arguments) {
        Launcher.run(Target.DISTRIBUTOR, arguments);
    }
}
