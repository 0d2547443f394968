package jobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.support.SynchronizationAdapter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The jobs that this process holds, so that their leases are renewed while it works on them and no longer: a job
 * whose exchange has ended is not kept alive by a process that has forgotten it.
 */
@Singleton
@Unremovable
public class Leases {

    private final JobsConfig config;
    private final String worker;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();
    /** The client whose job was claimed last: the next turn begins after it. Before the first claim, the very first. */
    private volatile String servedLast = "";

    private volatile boolean goingDown;

    @Inject
    public Leases(JobsConfig config) {
        this.config = config;
        this.worker = hostName() + "/" + ProcessHandle.current().pid() + "/"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    /** This process' name as a worker; another one after each start. */
    public String worker() {
        return worker;
    }

    /** The parameters of {@code claim-next-job.sql}. */
    public Map<String, Object> claim() {
        return Map.of("worker", worker, "lease_seconds", seconds(), "served_last", servedLast);
    }

    /** Holds a job that was just claimed, until its exchange has ended, however it ends. */
    public void hold(@Variable("job") Job job, Exchange exchange) {
        held.add(job.jobId());
        servedLast = job.clientId();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                held.remove(job.jobId());
            }
        });
    }

    /** Whether this process holds a job. */
    public boolean holdsAny() {
        return !held.isEmpty();
    }

    /** The parameters of {@code renew-leases.sql}. */
    public Map<String, Object> renewal() {
        String ids = held.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        return Map.of("worker", worker, "lease_seconds", seconds(), "job_ids", ids);
    }

    /** The parameters of {@code prove-lease.sql}. */
    public Map<String, Object> proof(@Variable("job") Job job) {
        return Map.of("job_id", job.jobId().toString(), "fence", job.fence(), "lease_seconds", seconds());
    }

    /**
     * What the proof says.
     *
     * @param cancelRequested the answer of {@code prove-lease.sql}: null if the job is no longer ours
     * @throws LeaseLostException if it is somebody else's
     * @throws CancelledException if the caller wants it cancelled
     */
    public void checkProof(Boolean cancelRequested) {
        if (cancelRequested == null) {
            throw new LeaseLostException("The lease is lost: another worker has taken the job over.");
        }
        if (cancelRequested) {
            throw new CancelledException();
        }
    }

    /** From now on no job goes on here. */
    void goDown() {
        goingDown = true;
    }

    /**
     * Lets a job go on while this process does.
     *
     * @throws ShutdownException when it is going down
     */
    public void checkRunning(CamelContext context) {
        if (goingDown || context.isStopping()) {
            throw new ShutdownException();
        }
    }

    double seconds() {
        return config.lease().toMillis() / 1000.0;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
