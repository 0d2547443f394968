package harness;

import local.ServiceProcess;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Faults of a running cluster: processes and servers killed, frozen or stopped, connections cut and refused, answers of
 * the Graph API lost or empty, videos that Meta cannot process.
 */
final class Sabotage {
    private static final int WORKERS = 2;

    private final Cluster cluster;
    private final Map<String, String> settings;
    private final ServiceProcess[] workers = new ServiceProcess[WORKERS];
    private final List<Connection> locks = new ArrayList<>();

    /**
     * @param settings of API and workers
     */
    Sabotage(Cluster cluster, Map<String, String> settings) {
        this.cluster = cluster;
        this.settings = settings;
        cluster.startApi(settings);
        for (int slot = 0; slot < WORKERS; slot++) {
            workers[slot] = cluster.startWorker(settings);
        }
        cluster.apiProcess().awaitReady();
        for (ServiceProcess worker : workers) {
            worker.awaitReady();
        }
    }

    Cluster cluster() {
        return cluster;
    }

    void killWorker(int slot) {
        workers[slot].kill();
        workers[slot] = cluster.startWorker(settings);
    }

    void terminateWorker(int slot) {
        workers[slot].terminate();
        workers[slot] = cluster.startWorker(settings);
    }

    void freezeWorker(int slot) {
        workers[slot].freeze();
    }

    void thawWorker(int slot) {
        workers[slot].thaw();
    }

    void killApi() {
        cluster.startApi(settings);
    }

    /** Statements on jobs wait, and hold the connections of the pool. */
    void lockJobs() {
        try {
            locks.add(cluster.jobs().lock());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void unlockJobs() {
        try {
            for (Connection lock : locks) {
                lock.close();
            }
            locks.clear();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The service loses its connections and cannot open new ones. */
    void refuseConnections() {
        cluster.jobs().refuseConnections();
        cluster.jobs().terminateConnections();
    }

    /** The result of Meta's processing for videos uploaded from now on. */
    void processingEndsIn(String outcome) {
        cluster.sandbox().set(Map.of("video_outcome", outcome));
    }

    /** Acts as a supervisor: restarts processes that have ended, for example without a database at their start. */
    void replaceDead() {
        if (!cluster.apiProcess().isAlive()) {
            cluster.startApi(settings);
        }
        for (int slot = 0; slot < WORKERS; slot++) {
            if (!workers[slot].isAlive()) {
                workers[slot] = cluster.startWorker(settings);
            }
        }
    }

    /**
     * Ends all lasting faults. Faults of the sandbox have a limited number, and may still affect the jobs of a slow
     * machine.
     */
    void end() {
        for (ServiceProcess worker : workers) {
            worker.thaw();
        }
        cluster.restoreProcesses();
        processingEndsIn("ready");
        unlockJobs();
    }
}
