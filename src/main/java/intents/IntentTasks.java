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
 * Background tasks after creates. An intent left open by a call or a job that has ended is settled by looking up its
 * object. If a create was sent twice, for example by a worker considered dead, a late duplicate is found by the
 * intent's label and deleted if no intent owns it.
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

    /** An intent that a task has taken, and its progress. */
    public static final class Taken extends CreatingCall {

        private Deque<String> surplus = new ArrayDeque<>();

        private Taken(Intent intent) {
            super(Caller.WORKER);
            by(intent.clientId(), intent.account());
            became(intent);
            search(LookUp.begin());
        }

        /** Returns true if another page must be read. */
        public boolean isSearching() {
            return !search().done();
        }

        /** Requests the next page. */
        public void askPage() {
            ask(LookUp.page(intent(), account(), search()));
        }

        /** Processes a page. */
        public void readPage() {
            search(LookUp.read(answer(), intent(), search()));
        }

        /** Returns true if another duplicate must be deleted. */
        public boolean hasSurplus() {
            return !surplus.isEmpty();
        }

        /** Requests the deletion of a duplicate. */
        public void askDelete() {
            ask(GraphRequest.delete(account(), surplus.peek()));
        }
    }

    /** Takes the open intents of calls and jobs that have ended. */
    public List<Taken> leftOpen() throws SQLException {
        forget();
        return repository.takeToSettle(api.deadline().plusSeconds(30), config.settleAfterTimeout()).stream()
                .map(Taken::new)
                .toList();
    }

    /** Adds the intent's ids to the log. */
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

    /** Settles an intent with the object found, or closes it if none can appear any more. */
    public void settle(Taken taken) throws SQLException {
        Intent intent = repository
                .adopt(taken.intent(), taken.search().oldestFirst())
                // Without a row, the call itself or its retry has decided.
                .orElse(null);
        if (intent != null && intent.isUnsettled() && Intents.isSettled(intent, taken.search())) {
            repository.close(intent);
        }
    }

    /** Takes the intents that may have created a duplicate. */
    public List<Taken> toCheck() throws SQLException {
        forget();
        return repository.takeToCheck().stream().map(Taken::new).toList();
    }

    /** Selects the found objects that must be deleted. */
    public void findSurplus(Taken taken) throws SQLException {
        taken.surplus = new ArrayDeque<>(
                repository.surplus(taken.intent(), taken.search().candidates()));
    }

    /** Meta has deleted a duplicate. */
    public void deleted(Taken taken) throws SQLException {
        String objectId = taken.surplus.remove();
        LOG.infof("Deleted the duplicate object %s", objectId);
        repository.noteSurplusDeleted(taken.intent(), objectId);
        observer.surplusDeleted();
    }

    /**
     * Deletes a batch of expired intents; returns their number. As long as the labels of a period are used for
     * look-ups, all its intents exist, so that no object is adopted by the wrong intent.
     */
    public int deleteSome() throws SQLException {
        Duration least = Labels.PERIOD.multipliedBy(2);
        Duration wanted = config.intentRetention();
        return repository.deleteSome(wanted.compareTo(least) < 0 ? least : wanted);
    }
}
