package settings;

import org.apache.camel.quarkus.main.events.BeforeConfigure;

import java.util.List;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Leaves the gateway's routes out of a process that is only a sandbox: creating them takes a third of its start. */
@Singleton
final class SandboxAlone {

    private final Roles roles;

    @Inject
    SandboxAlone(Roles roles) {
        this.roles = roles;
    }

    void withoutRoutes(@Observes BeforeConfigure start) {
        if (!roles.needsDatabase()) {
            var camel = start.getMain().configure();
            camel.setRoutesCollectorEnabled(false);
            camel.setRoutesBuilders(List.of());
        }
    }
}
