package intents;

import graph.ApiCallsConfig;
import graph.CallObserver;
import graph.Caller;
import graph.GraphConfig;
import graph.GraphRequest;
import graph.Intent;
import graph.Labels;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * What is left to decide after creates. An intent of a call that is long over, or of a job that has ended, is settled by
 * looking for its object. Where a create was sent twice, by a process that was given up for dead for example, an object
 * that appears too late is found by the intent's label and deleted if no intent owns it.
 */
@Singleton
public class IntentTasks {

    private static final Logger LOG = Logger.getLogger(IntentTasks.class);

    private final IntentRepository repository;
    private final CallObserver observer;
    private final ApiCallsConfig api;
    private final GraphConfig config;

    @Inject
    public IntentTasks(IntentRepository repository, CallObserver observer, ApiCallsConfig api, GraphConfig config) {
        this.repository = repository;
        this.observer = observer;
        this.api = api;
        this.config = config;
    }

    /** An intent that a task took, and how far it has come with it. */
    public static final class Taken extends CreatingCall {

        private Deque<String> surplus = new ArrayDeque<>();

        private Taken(Intent intent) {
            super(Caller.WORKER);
            by(intent.clientId(), intent.account());
            became(intent);
            search(LookUp.begin());
        }

        /** Whether there is another page to read. */
        public boolean isSearching() {
            return !search().done();
        }

        /** Asks for the next page. */
        public void askPage() {
            ask(LookUp.page(intent(), account(), search()));
        }

        /** Takes a page in. */
        public void readPage() {
            search(LookUp.read(answer(), intent(), search()));
        }

        /** Whether there is another object to delete. */
        public boolean hasSurplus() {
            return !surplus.isEmpty();
        }

        /** Asks to delete an object. */
        public void askDelete() {
            ask(GraphRequest.delete(account(), surplus.peek()));
        }
    }

    /** Takes the open intents of calls that cannot be alive any more, and of jobs that have ended. */
    public List<Taken> leftOpen() throws SQLException {
        forget();
        return repository.takeToSettle(api.deadline().plusSeconds(30), config.settleAfterTimeout()).stream()
                .map(Taken::new)
                .toList();
    }

    /** Begins with an intent: lines of the log say what they are about. */
    public void begin(Taken taken) {
        Intent intent = taken.intent();
        MDC.put("client_id", intent.clientId());
        if (intent.jobId() == null) {
            MDC.remove("job_id");
        } else {
            MDC.put("job_id", intent.jobId().toString());
        }
    }

    private static void forget() {
        MDC.remove("client_id");
        MDC.remove("job_id");
    }

    /** Settles an intent by what was found; or closes it, where nothing can appear any more. */
    public void settle(Taken taken) throws SQLException {
        Intent intent = repository
                .adopt(taken.intent(), taken.search().oldestFirst())
                // Without a row the call itself, or its repetition, has decided.
                .orElse(null);
        if (intent != null && intent.isUnsettled() && Intents.isSettled(intent, taken.search())) {
            repository.close(intent);
        }
    }

    /** Takes the intents that may have made an object too many. */
    public List<Taken> toCheck() throws SQLException {
        forget();
        return repository.takeToCheck().stream().map(Taken::new).toList();
    }

    /** Decides which of the objects found are to be deleted. */
    public void findSurplus(Taken taken) throws SQLException {
        taken.surplus = new ArrayDeque<>(
                repository.surplus(taken.intent(), taken.search().candidates()));
    }

    /** Meta has deleted an object. */
    public void deleted(Taken taken) throws SQLException {
        String objectId = taken.surplus.remove();
        LOG.infof("Deleted %s, which a create made once too often", objectId);
        repository.noteSurplusDeleted(taken.intent(), objectId);
        observer.surplusDeleted();
    }

    /**
     * Deletes some of the intents that have been kept long enough; returns how many. While objects are looked for by the
     * labels of a period, all its intents are there, so that none of their objects is taken for another's.
     */
    public int deleteSome() throws SQLException {
        Duration least = Labels.PERIOD.multipliedBy(2);
        Duration wanted = config.intentRetention();
        return repository.deleteSome(wanted.compareTo(least) < 0 ? least : wanted);
    }
}
