package intents;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Rejected;
import graph.BreakerOpenException;
import graph.Caller;
import graph.Creation;
import graph.DeadlineException;
import graph.GraphConfig;
import graph.GraphException.LostAnswer;
import graph.GraphException.OutcomeUnknown;
import graph.GraphException.Throttled;
import graph.GraphException.Transient;
import graph.GraphRequest;
import graph.Intent;
import graph.NoSlotException;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides how an object is made exactly once although answers get lost: write the intent down, create with a label,
 * and where the outcome is unknown look for the object by its label until it can no longer appear; only then create
 * again. {@code routes.CreateRoutes} asks what is next until the intent is no longer open.
 */
@Singleton
public class Intents {

    private final IntentRepository repository;
    private final GraphConfig config;

    @Inject
    public Intents(IntentRepository repository, GraphConfig config) {
        this.repository = repository;
        this.config = config;
    }

    /** Writes down what is to be created, unless that was done with the call's Idempotency-Key. */
    public void begin(CreatingCall call) throws SQLException {
        if (call.intent() == null) {
            open(call);
        }
    }

    private void open(CreatingCall call) throws SQLException {
        long since = System.nanoTime();
        Intent opened = repository.open(call.creation(), config.settleAfterClose(), call.fence());
        call.became(opened);
        if (opened.leaseLeft() != null) {
            call.leaseProved(since, opened.leaseLeft());
        }
    }

    /** Whether there is still something to do. */
    public boolean isOpen(CreatingCall call) {
        return call.intent().state() == Intent.State.OPEN;
    }

    /** The wait before the next call to Meta, in milliseconds. */
    public long delayMillis(CreatingCall call) {
        Intent intent = call.intent();
        return intent.isUnsettled() && call.search() == null ? lookUpDelayMillis(intent, call.lookUps()) : 0;
    }

    /**
     * The wait before a look-up: none before the first one after a create; then until the settle time is over, a second
     * at most. It grows with each look-up, so that processes that change the same intent in turn do not make each other
     * look without pause.
     */
    long lookUpDelayMillis(Intent intent, int before) {
        if (before == 0) {
            return 0;
        }
        long least = Math.min(1000, 50L << Math.min(before - 1, 5));
        long left = Duration.between(Instant.now(), intent.unsettledUntil()).toMillis();
        return Math.max(least, Math.min(1000, left));
    }

    /**
     * Decides what Meta is asked next: to create, or for a page of the list in which the object may be.
     *
     * @throws Transient if the create never came through and nothing of it exists
     */
    public void next(CreatingCall call) throws SQLException {
        Intent intent = call.intent();
        if (intent.isUnsettled()) {
            if (call.search() == null) {
                call.search(LookUp.begin());
                call.lookUps(call.lookUps() + 1);
            }
            call.ask(LookUp.page(intent, call.account(), call.search()));
        } else if (isExhausted(intent)) {
            repository.close(intent);
            throw Transient.showing(
                    "Meta did not create the " + intent.kind().sql() + " in " + intent.lostAnswers() + " tries.",
                    call.lastError());
        } else {
            call.lookUps(0);
            call.ask(labelled(call.creation(), intent));
        }
    }

    /** Whether the create was lost as often as a call may be tried again. */
    private boolean isExhausted(Intent intent) {
        return intent.lostAnswers() > config.redeliveries();
    }

    /** The create with its label among those that the caller wants. */
    static GraphRequest labelled(Creation creation, Intent intent) {
        List<Object> labels = new ArrayList<>();
        if (creation.request().fields().get("adlabels") instanceof JsonNode wanted) {
            wanted.forEach(labels::add);
        }
        labels.add(Map.of("name", intent.label()));
        return creation.request().with("adlabels", labels);
    }

    /**
     * Takes Meta's answer in.
     *
     * @throws Unsettled if the object may still appear, and the caller cannot wait for it
     */
    public void answered(CreatingCall call) throws SQLException {
        if (call.search() == null) {
            settle(call, call.answer().path("id").asText());
            return;
        }
        LookUp.Search search = LookUp.read(call.answer(), call.intent(), call.search());
        if (search.done()) {
            call.search(null);
            decide(call, search);
        } else {
            call.search(search);
        }
    }

    private void settle(CreatingCall call, String objectId) throws SQLException {
        KeptAnswer answer = call.answerToKeep(objectId);
        long since = System.nanoTime();
        IntentRepository.Settled settled = repository.settle(call.intent(), objectId, answer, call.creatingStep());
        call.became(settled.intent());
        if (answer != null && objectId.equals(settled.intent().objectId())) {
            call.answerKept();
        }
        if (settled.job() != null) {
            call.checkpointed(settled.job(), since);
        }
    }

    /**
     * Another process may act on the same intent: a task that settles it, or a worker that was given up for dead. A
     * write that finds the intent changed is followed by a fresh look at it.
     */
    private void decide(CreatingCall call, LookUp.Search search) throws SQLException {
        written(call, repository.adopt(call.intent(), search.oldestFirst()));
        Intent intent = call.intent();
        if (!intent.isUnsettled()) {
            return;
        }
        if (isSettled(intent, search)) {
            written(call, repository.renew(intent));
        } else if (!canWait(call.caller())) {
            throw new Unsettled(intent);
        }
    }

    private void written(CreatingCall call, Optional<Intent> row) throws SQLException {
        if (row.isPresent()) {
            call.became(row.get());
        } else {
            open(call);
        }
    }

    /** Whether the object was looked for after the settle time: what had not appeared by then will not. */
    static boolean isSettled(Intent intent, LookUp.Search search) {
        return !search.begunAt().isBefore(intent.unsettledUntil());
    }

    /** Whether the caller waits on the spot; a job lets its worker go instead. */
    static boolean canWait(Caller caller) {
        return caller.role() == Caller.Role.API && !caller.isLate(Instant.now());
    }

    /**
     * Takes in that a call failed. A lost answer to a create leaves its intent unsettled. The intent is closed where
     * nothing can be in progress at Meta; while Meta is down that is certain only where no answer was lost before. After
     * any other failure it stays open.
     *
     * @throws Exception the failure, unless it is a lost answer to a create
     */
    public void failed(CreatingCall call, Exception failure) throws Exception {
        Intent intent = call.intent();
        if (call.search() != null) {
            throw failure;
        }
        if (failure instanceof OutcomeUnknown unknown) {
            call.lastError(unknown.graph());
            call.became(repository.noteLostAnswer(intent, settleTime(unknown.lost(), intent.lostAnswers())));
            return;
        }
        if (isNothingInProgress(failure, intent)) {
            repository.close(intent);
        }
        throw failure;
    }

    /** Whether Meta refused the create or never received it. The type says so; a kind may stand for other failures too. */
    private static boolean isNothingInProgress(Exception failure, Intent intent) {
        return failure instanceof Rejected
                || failure instanceof Transient
                || failure instanceof Throttled
                || failure instanceof NoSlotException
                || failure instanceof DeadlineException
                || failure instanceof BreakerOpenException && intent.lostAnswers() == 0;
    }

    /**
     * How long the object may still appear. What Meta answered with an error it has done or not done by then; the wait is
     * only the back-off before the next try.
     */
    Duration settleTime(LostAnswer lost, int lostAnswers) {
        return switch (lost) {
            case ANSWERED -> backOff(lostAnswers);
            case CLOSED, UNCLEAR -> config.settleAfterClose();
            case TIMED_OUT -> config.settleAfterTimeout();
        };
    }

    private Duration backOff(int tries) {
        Duration delay = config.redeliveryDelay().multipliedBy(1L << Math.min(tries, 20));
        return delay.compareTo(config.maxRedeliveryDelay()) < 0 ? delay : config.maxRedeliveryDelay();
    }
}
