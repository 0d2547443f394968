package intents;

import com.fasterxml.jackson.databind.JsonNode;
import graph.Caller;
import graph.Creation;
import graph.GraphCall;
import graph.Intent;

import java.util.Objects;

/** Work that creates objects at Meta, each exactly once. It is the body of the messages to {@code direct:create}. */
public class CreatingCall extends GraphCall {

    private Creation creation;
    private Intent intent;
    private LookUp.Search search;
    private int lookUps;
    private JsonNode lastError;

    public CreatingCall(Caller caller) {
        super(caller);
    }

    /** Sets the next object to create. */
    public final void create(Creation next) {
        this.creation = Objects.requireNonNull(next, "next");
        this.intent = null;
        this.search = null;
        this.lookUps = 0;
        this.lastError = null;
    }

    /** The current or last creation; null before the first. */
    public final Creation creation() {
        return creation;
    }

    /** The intent of the creation: settled after {@code direct:create}; null before it is written. */
    public final Intent intent() {
        return intent;
    }

    /** The intent was written, or read again. */
    public final void became(Intent now) {
        this.intent = now;
    }

    /**
     * The answer that the call's Idempotency-Key stores when the object is known; null if there is no key, or more
     * steps follow.
     */
    protected KeptAnswer answerToKeep(String objectId) {
        return null;
    }

    /** The answer was stored together with the object. */
    protected void answerKept() {}

    /** The audit entry for an object that the work has created, as JSON; null if there is none. */
    protected String audit(String kind, String createdId) {
        return null;
    }

    /** The entry has been written with the object. */
    protected void audited() {}

    /** The fence of the job that the work holds, or null. */
    protected Long fence() {
        return null;
    }

    /**
     * The statement that wrote the intent has proved the job's lease.
     *
     * @param since the time before the statement, by {@link System#nanoTime}
     * @param leaseLeft remaining seconds of the lease at that time
     */
    protected void leaseProved(long since, double leaseLeft) {}

    /** The step that is finished once the object exists; null if the work is not a job, or the step has more to do. */
    protected CreatingStep creatingStep() {
        return null;
    }

    /**
     * The step's checkpoint was written together with the object.
     *
     * @param jobRow the job's row after that
     * @param since the time before the statement, by {@link System#nanoTime}
     */
    protected void checkpointed(String jobRow, long since) {}

    /** The search in progress for the object, or null. */
    final LookUp.Search search() {
        return search;
    }

    final void search(LookUp.Search now) {
        this.search = now;
    }

    /** Number of look-ups since the last create. */
    final int lookUps() {
        return lookUps;
    }

    final void lookUps(int number) {
        this.lookUps = number;
    }

    /** Meta's error after the last create if the outcome is unknown, or null. */
    final JsonNode lastError() {
        return lastError;
    }

    final void lastError(JsonNode error) {
        this.lastError = error;
    }
}
