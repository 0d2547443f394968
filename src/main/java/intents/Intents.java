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
 * Decides how an object is created exactly once although answers may be lost: write the intent, create with a label,
 * and if the outcome is unknown, look the object up by its label until it can no longer appear; only then create again.
 * {@code routes.CreateRoutes} asks for the next request until the intent is no longer open.
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

    /** Writes the intent, unless it was written with the call's Idempotency-Key. */
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

    /** Returns true if another request is needed. */
    public boolean isOpen(CreatingCall call) {
        return call.intent().state() == Intent.State.OPEN;
    }

    /** The wait before the next call to Meta, in milliseconds. */
    public long delayMillis(CreatingCall call) {
        Intent intent = call.intent();
        return intent.isUnsettled() && call.search() == null ? lookUpDelayMillis(intent, call.lookUps()) : 0;
    }

    /**
     * The wait before a look-up: none before the first one after a create; then until the settle time is over, at most
     * a second. It grows with each look-up, so that processes that alternately change the same intent do not trigger
     * look-ups without pause.
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
     * Decides the next request: the create, or a page of the list that may contain the object.
     *
     * @throws Transient if no create succeeded and no object exists
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
                    "Meta did not create the " + intent.kind().sql() + " in " + intent.lostAnswers() + " attempts.",
                    call.lastError());
        } else {
            call.lookUps(0);
            call.ask(labelled(call.creation(), intent));
        }
    }

    /** Returns true if the answer was lost as often as a call may be redelivered. */
    private boolean isExhausted(Intent intent) {
        return intent.lostAnswers() > config.redeliveries();
    }

    /** The create with its label added to the caller's labels. */
    static GraphRequest labelled(Creation creation, Intent intent) {
        List<Object> labels = new ArrayList<>();
        if (creation.request().fields().get("adlabels") instanceof JsonNode wanted) {
            wanted.forEach(labels::add);
        }
        labels.add(Map.of("name", intent.label()));
        return creation.request().with("adlabels", labels);
    }

    /**
     * Processes Meta's answer.
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
        IntentRepository.Settled settled = repository.settle(
                call.intent(),
                objectId,
                answer,
                call.creatingStep(),
                call.audit(call.intent().kind().sql(), objectId));
        call.audited();
        call.became(settled.intent());
        if (answer != null && objectId.equals(settled.intent().objectId())) {
            call.answerKept();
        }
        if (settled.job() != null) {
            call.checkpointed(settled.job(), since);
        }
    }

    /**
     * Settles or reopens an intent after a look-up. Another process may work on the same intent: a background task, or
     * a worker considered dead. If a write finds the intent changed, it is read again.
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

    /** Returns true if the object was looked up after the settle time: it can no longer appear. */
    static boolean isSettled(Intent intent, LookUp.Search search) {
        return !search.begunAt().isBefore(intent.unsettledUntil());
    }

    /** Returns true if the caller waits in place; a job releases its worker instead. */
    static boolean canWait(Caller caller) {
        return caller.role() == Caller.Role.API && !caller.isLate(Instant.now());
    }

    /**
     * Processes the failure of a call. After a lost answer to a create, the intent is unsettled. If nothing can be in
     * progress at Meta, the intent is closed; while Meta is down that is only certain if no answer was lost before.
     * After any other failure it stays open.
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

    /**
     * Returns true if Meta rejected the create or never received it. Decided by the type, since a kind may include
     * other failures.
     */
    private static boolean isNothingInProgress(Exception failure, Intent intent) {
        return failure instanceof Rejected
                || failure instanceof Transient
                || failure instanceof Throttled
                || failure instanceof NoSlotException
                || failure instanceof DeadlineException
                || failure instanceof BreakerOpenException && intent.lostAnswers() == 0;
    }

    /**
     * How long the object may still appear. After an error from Meta its work is finished, so the wait is only the
     * back-off before the next attempt.
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
