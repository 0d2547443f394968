package intents;

import com.fasterxml.jackson.databind.JsonNode;
import graph.Caller;
import graph.Creation;
import graph.GraphCall;
import graph.Intent;

import java.util.Objects;

/**
 * Work that creates objects at Meta, each exactly once: what it creates next, and what is known of it. It is the body of
 * the messages that {@code direct:create} takes.
 */
public class CreatingCall extends GraphCall {

    private Creation creation;
    private Intent intent;
    private LookUp.Search search;
    private int lookUps;
    private JsonNode lastError;

    public CreatingCall(Caller caller) {
        super(caller);
    }

    /** Creates this next. */
    public final void create(Creation next) {
        this.creation = Objects.requireNonNull(next, "next");
        this.intent = null;
        this.search = null;
        this.lookUps = 0;
        this.lastError = null;
    }

    /** What is created, or was created last; null before the first. */
    public final Creation creation() {
        return creation;
    }

    /** What is known of it: settled after {@code direct:create}; null before it is written down. */
    public final Intent intent() {
        return intent;
    }

    /** The intent has been written, or read again. */
    public final void became(Intent now) {
        this.intent = now;
    }

    /** What the call's Idempotency-Key keeps once the object is this one; null if it has none, or more is to be done. */
    protected KeptAnswer answerToKeep(String objectId) {
        return null;
    }

    /** The answer has been kept, with the object. */
    protected void answerKept() {}

    /** The fence of the job that the work holds, or null. */
    protected Long fence() {
        return null;
    }

    /**
     * The statement that wrote the intent down has proved the job's lease.
     *
     * @param since the moment before the statement, by {@link System#nanoTime}
     * @param leaseLeft how many seconds the lease lasts from then
     */
    protected void leaseProved(long since, double leaseLeft) {}

    /** The step that is done once the object exists; null if the work is no job, or the step has more to do. */
    protected CreatingStep creatingStep() {
        return null;
    }

    /**
     * The step's checkpoint has been written with the object.
     *
     * @param jobRow how the job stands now
     * @param since the moment before the statement, by {@link System#nanoTime}
     */
    protected void checkpointed(String jobRow, long since) {}

    /** The search for the object that is in progress, or null. */
    final LookUp.Search search() {
        return search;
    }

    final void search(LookUp.Search now) {
        this.search = now;
    }

    /** How often the object was looked for since the last create. */
    final int lookUps() {
        return lookUps;
    }

    final void lookUps(int number) {
        this.lookUps = number;
    }

    /** What Meta said to the last create instead of what became of it, or null. */
    final JsonNode lastError() {
        return lastError;
    }

    final void lastError(JsonNode error) {
        this.lastError = error;
    }
}
