package jobs;

import org.apache.camel.Exchange;
import org.jboss.logging.Logger;
import queue.RedisStreamConstants;
import queue.StreamInfo;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Wake-ups: entries of the queue that name a job. A row remembers the incarnation of the stream its wake-up lies in, so
 * that a backlog is pushed once and again only when the stream has lost its entries.
 */
@Singleton
public class WakeUps {

    private static final Logger LOG = Logger.getLogger(WakeUps.class);

    /** A wake-up that was marked so recently may not be in the stream yet, as it was seen. */
    private static final double PUSH_SECONDS = 3;

    private final JobRepository jobs;
    /** What is in the stream and not noted yet, by its incarnation. */
    private final Map<String, Set<String>> woken = new HashMap<>();

    @Inject
    public WakeUps(JobRepository jobs) {
        this.jobs = jobs;
    }

    /** One look at the stream, and the wake-ups that are pushed after it, batch by batch. */
    public static final class Round {
        private final StreamInfo seen;
        private final long seenAt = System.nanoTime();
        private List<String> batch;

        private Round(StreamInfo seen) {
            this.seen = seen;
        }

        /** Whether the last batch, if there was one, was not empty, so that there may be more. */
        public boolean mayHaveMore() {
            return batch == null || hasBatch();
        }

        /** Whether there is something to push. */
        public boolean hasBatch() {
            return !batch.isEmpty();
        }

        /** The ids of the jobs to wake. */
        public List<String> batch() {
            return batch;
        }

        /** What was pushed after the look is in the stream, however long the batches before took. */
        private Double lostSeconds() {
            return seen.isEmpty() ? PUSH_SECONDS + (System.nanoTime() - seenAt) / 1e9 : null;
        }
    }

    /** The stream was looked at. */
    public Round begin(StreamInfo seen) {
        return new Round(seen);
    }

    /** Takes the next batch of the jobs that are due and whose wake-up is not in the stream. */
    public void take(Round round) throws SQLException {
        round.batch = jobs.takeWakeupsDue(round.seen.incarnation(), round.lostSeconds());
    }

    /** One job's id, as the accepting process hands it over. */
    public static List<String> one(UUID jobId) {
        return List.of(jobId.toString());
    }

    /** Nobody takes the wake-up of a job: the relay finds it without. */
    public static void leftToRelay(UUID jobId, Exception failure) {
        LOG.warnf("Job %s is left to the relay: %s", jobId, failure.getMessage());
    }

    /**
     * The ids in the body are in the stream now. That is noted for several at once: most jobs are claimed before, and
     * until then nobody pushes them again.
     */
    public synchronized void woken(Exchange exchange) {
        List<?> ids = exchange.getMessage().getBody(List.class);
        String incarnation = exchange.getMessage().getHeader(RedisStreamConstants.INCARNATION, String.class);
        Set<String> ofIncarnation = woken.computeIfAbsent(incarnation, unseen -> new HashSet<>());
        ids.forEach(id -> ofIncarnation.add(id.toString()));
    }

    /** Notes what was pushed since the last time. What cannot be noted is pushed again. */
    public void note() throws SQLException {
        for (Map.Entry<String, Set<String>> pushed : take().entrySet()) {
            jobs.markWoken(pushed.getValue(), pushed.getKey());
        }
    }

    private synchronized Map<String, Set<String>> take() {
        Map<String, Set<String>> taken = Map.copyOf(woken);
        woken.clear();
        return taken;
    }
}
