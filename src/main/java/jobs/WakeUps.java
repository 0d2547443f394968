package jobs;

import static java.util.Comparator.comparingLong;

import org.apache.camel.Exchange;
import org.jboss.logging.Logger;
import queue.RedisStreamConstants;
import queue.StreamInfo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import java.util.function.LongSupplier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Wake-ups: entries of the queue that name a job. A row stores the incarnation of the stream with its wake-up, so that
 * a backlog is pushed once, and again only after the stream has lost its entries.
 */
@Singleton
public class WakeUps {

    private static final Logger LOG = Logger.getLogger(WakeUps.class);

    private static final int BATCH = 500;

    /** A wake-up marked within this time may not have been in the stream when it was inspected. */
    private static final double PUSH_SECONDS = 3;

    /**
     * A wake-up is only recorded if it still exists after this time, since most jobs are claimed before. It is well
     * below the 5 s for which a row is left to the process that pushes its wake-up.
     */
    private static final Duration NOTED_AFTER = Duration.ofSeconds(2);

    /** Jobs that wait longer are left to the relay, which finds them in the database when they are due. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final JobRepository jobs;
    private final LongSupplier nanoTime;
    /** Wake-ups in the stream that are not recorded yet, oldest first. */
    private final Queue<Pushed> woken = new ArrayDeque<>();
    /** Jobs that this process has released and wakes again, by due time. */
    private final Queue<Parked> parked = new PriorityQueue<>(comparingLong(Parked::dueAt));

    private record Pushed(String incarnation, List<String> jobs, long begun, long at) {}

    private record Parked(String jobId, long dueAt) {}

    @Inject
    public WakeUps(JobRepository jobs) {
        this(jobs, System::nanoTime);
    }

    WakeUps(JobRepository jobs, LongSupplier nanoTime) {
        this.jobs = jobs;
        this.nanoTime = nanoTime;
    }

    /** One inspection of the stream, and the wake-ups pushed after it, in batches. */
    public static final class Round {
        private final StreamInfo seen;
        private final long seenAt = System.nanoTime();
        private List<String> batch;

        private Round(StreamInfo seen) {
            this.seen = seen;
        }

        /** Returns true if there may be more: before the first batch, or after one that was not empty. */
        public boolean mayHaveMore() {
            return batch == null || hasBatch();
        }

        /** Returns true if there is something to push. */
        public boolean hasBatch() {
            return !batch.isEmpty();
        }

        /** The ids of the jobs to wake. */
        public List<String> batch() {
            return batch;
        }

        /** All wake-ups pushed after the inspection are in the stream, however long the previous batches took. */
        private Double lostSeconds() {
            return seen.isEmpty() ? PUSH_SECONDS + (System.nanoTime() - seenAt) / 1e9 : null;
        }
    }

    /** The stream was inspected. */
    public Round begin(StreamInfo seen) {
        return new Round(seen);
    }

    /** Takes the next batch: first jobs that this process has parked, then other due jobs without a wake-up. */
    public void take(Round round) throws SQLException {
        List<String> due = takeParked();
        round.batch = due.isEmpty() ? jobs.takeWakeupsDue(round.seen.incarnation(), round.lostSeconds()) : due;
    }

    /**
     * Returns true if the process that releases a job also wakes it: after a short wait, which saves a write of the
     * row. If it dies before, the relay of another process finds the job 5 s later. A stopping process leaves the job
     * to the others.
     */
    static boolean isWokenHere(Release release) {
        return !release.delay().isZero() && release.delay().compareTo(LONGEST_WAIT) <= 0;
    }

    /** The job was released. */
    public synchronized void parked(JobRun run) {
        if (isWokenHere(run.release())) {
            parked.add(new Parked(
                    run.job().jobId().toString(),
                    nanoTime.getAsLong() + run.release().delay().toNanos()));
        }
    }

    private synchronized List<String> takeParked() {
        List<String> due = new ArrayList<>();
        while (due.size() < BATCH && !parked.isEmpty() && parked.peek().dueAt() - nanoTime.getAsLong() <= 0) {
            due.add(parked.remove().jobId());
        }
        return due;
    }

    /** The id of one job, from the accepting process. */
    public static List<String> one(UUID jobId) {
        return List.of(jobId.toString());
    }

    /** The wake-up of a job was not accepted: the relay finds the job without it. */
    public static void leftToRelay(UUID jobId, Exception failure) {
        LOG.warnf("Job %s is left to the relay: %s", jobId, failure.getMessage());
    }

    /** The ids in the body are in the stream now. */
    public synchronized void woken(Exchange exchange) {
        List<?> ids = exchange.getMessage().getBody(List.class);
        String incarnation = exchange.getMessage().getHeader(RedisStreamConstants.INCARNATION, String.class);
        long now = nanoTime.getAsLong();
        long begun = now - Duration.ofMillis(exchange.getClock().elapsed()).toNanos();
        woken.add(new Pushed(incarnation, ids.stream().map(String::valueOf).toList(), begun, now));
    }

    /** Records wake-ups that were pushed a while ago, several at once. Unrecorded ones are pushed again. */
    public void note() throws SQLException {
        List<Pushed> pushed = takeWoken();
        for (String incarnation :
                pushed.stream().map(Pushed::incarnation).distinct().toList()) {
            List<Pushed> same = pushed.stream()
                    .filter(one -> one.incarnation().equals(incarnation))
                    .toList();
            long begun = same.stream().mapToLong(Pushed::begun).min().orElseThrow();
            List<String> ids =
                    same.stream().flatMap(one -> one.jobs().stream()).distinct().toList();
            jobs.markWoken(ids, incarnation, Duration.ofNanos(nanoTime.getAsLong() - begun));
        }
    }

    private synchronized List<Pushed> takeWoken() {
        List<Pushed> taken = new ArrayList<>();
        while (!woken.isEmpty() && nanoTime.getAsLong() - woken.peek().at() >= NOTED_AFTER.toNanos()) {
            taken.add(woken.remove());
        }
        return taken;
    }
}
