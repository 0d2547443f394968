package jobs;

import flow.Bodies;
import jobs.Stopped.Why;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The jobs that this process holds, whose leases are renewed while it works on them. A job whose exchange has ended is
 * no longer renewed.
 */
@Singleton
public class Leases {

    /** How long a write is trusted as proof of the lease; during that time a requested cancellation is not noticed. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);
    /** The trusted time is a small part of the lease. */
    private static final int LEAST_LEASES = 10;

    private final JobsConfig config;
    private final JobRepository jobs;
    private final CamelContext camel;
    private final String worker;
    private final Duration trusted;
    /** By run: the next run of a job may begin here before the last one's exchange has ended. */
    private final Set<JobRun> held = ConcurrentHashMap.newKeySet();
    /** The client whose job was claimed last, after which the next turn starts. Initially before all clients. */
    private volatile String servedLast = "";

    private volatile boolean goingDown;

    @Inject
    public Leases(JobsConfig config, JobRepository jobs, CamelContext camel) {
        this.config = config;
        this.jobs = jobs;
        this.camel = camel;
        this.worker = hostName() + "/" + ProcessHandle.current().pid() + "/"
                + UUID.randomUUID().toString().substring(0, 8);
        Duration part = config.lease().dividedBy(LEAST_LEASES);
        this.trusted = part.compareTo(TRUSTED) < 0 ? part : TRUSTED;
    }

    /** A run that has not claimed its job yet. */
    public JobRun begin() {
        return new JobRun(this);
    }

    /** This process' name as a worker; different after each start. */
    public String worker() {
        return worker;
    }

    /** The client whose job was claimed last. */
    String servedLast() {
        return servedLast;
    }

    /** Holds the claimed job, if there is one, until its exchange has ended, whatever its outcome. */
    public void hold(Exchange exchange) {
        JobRun run = Bodies.travelling(exchange, JobRun.class);
        if (!run.isClaimed()) {
            return;
        }
        held.add(run);
        servedLast = run.job().clientId();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                held.remove(run);
            }
        });
    }

    /** Renews the leases of held jobs. */
    public void renew() throws SQLException {
        List<UUID> ids = held.stream().map(run -> run.job().jobId()).toList();
        if (!ids.isEmpty()) {
            jobs.renewLeases(ids, worker, seconds());
        }
    }

    /**
     * Proves that a run may call Meta. A recent write is sufficient proof, except before a create, for which only the
     * write of its intent is, once. Without proof, for any reason, no call starts.
     *
     * @throws Stopped if the process is stopping, another worker holds the job, or it is to be cancelled
     */
    void prove(JobRun run) {
        checkRunning();
        boolean cancelled = run.job().cancelRequested();
        boolean provedForCreate = run.takeProof();
        if (!run.isHeldFor(trusted) || run.request() != null && !run.request().repeatable() && !provedForCreate) {
            long now = System.nanoTime();
            cancelled = ask(run);
            run.held(now);
        }
        if (cancelled) {
            throw new Stopped(Why.CANCELLED, "Cancelled on request.");
        }
    }

    /** Returns true if a lease lasts as long as its proof is trusted. */
    boolean isEnough(double secondsLeft) {
        return secondsLeft * 1000 > trusted.toMillis();
    }

    /** Stores the job's row. */
    Job read(String row) {
        return jobs.read(row);
    }

    private boolean ask(JobRun run) {
        try {
            return jobs.proveLease(run.job(), seconds())
                    .orElseThrow(() ->
                            new Stopped(Why.LEASE_LOST, "The lease is lost: another worker has taken the job over."));
        } catch (SQLException e) {
            throw new Stopped(Why.LEASE_LOST, "The lease cannot be proven: " + e.getMessage());
        }
    }

    /** From now on no job makes another call here. */
    void goDown() {
        goingDown = true;
    }

    private void checkRunning() {
        if (goingDown || camel.isStopping()) {
            throw new Stopped(Why.SHUTDOWN, "The worker is shutting down.");
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
