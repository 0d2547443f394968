package jobs;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.jboss.logging.Logger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Stops a worker when its process receives a stop signal. Quarkus first completes the requests in flight and stops
 * Camel afterwards: in a process with an API, jobs would be taken and run meanwhile.
 */
@Singleton
public class WorkerShutdown {

    private static final Logger LOG = Logger.getLogger(WorkerShutdown.class);
    /** The route that takes jobs. */
    private static final String WORKER = "job-worker";

    private final Leases leases;
    private final CamelContext camel;

    @Inject
    public WorkerShutdown(Leases leases, CamelContext camel) {
        this.leases = leases;
        this.camel = camel;
    }

    void await(@Observes StartupEvent start) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::depart, "worker-departure"));
        }
    }

    private void depart() {
        leases.goDown();
        if (camel.getRouteController().getRouteStatus(WORKER) != ServiceStatus.Started) {
            return;
        }
        try {
            camel.getRouteController().stopRoute(WORKER);
        } catch (Exception e) {
            LOG.warnf("The worker could not be stopped early: %s", e.getMessage());
        }
    }
}
