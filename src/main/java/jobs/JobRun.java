package jobs;

import blobs.LocalWindow;
import blobs.NewBlob;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Caller;
import graph.Creation;
import intents.CreatingCall;
import intents.CreatingStep;

import java.time.Duration;

/**
 * A worker's run of a job, from the wake-up to the last write: the body of the messages of its routes. It has the job
 * as in the database after the run's own writes, and progress that is not written yet.
 */
public final class JobRun extends CreatingCall {

    private static final int MOST_TRIES = 6;
    private static final long FIRST_DELAY_MILLIS = 10;

    private final Leases leases;

    private int tries;
    private boolean locked = true;
    private Job job;
    private JobType type;
    private String step;
    private long heldAt;
    private boolean proved;
    private boolean doneOnceCreated;
    private Progress reached;
    private RuntimeException refusal;
    private Checkpoint remembered;
    private LocalWindow window;
    private NewBlob frame;
    private Release release;
    private Finish finish;

    JobRun(Leases leases) {
        super(Caller.WORKER);
        this.leases = leases;
    }

    // the claim

    /** Returns true if a claim should be tried, for the first time or because all due jobs were locked. */
    public boolean mayClaim() {
        return locked && tries < MOST_TRIES;
    }

    /** Waits before the next claim, longer each time. */
    public long delayMillis() {
        return tries == 0 ? 0 : FIRST_DELAY_MILLIS << (tries - 1);
    }

    /** Stores the claimed job, or null if none is due or all due ones are locked. */
    void tried(Job claimed, JobType itsType, boolean allLocked) {
        tries++;
        locked = allLocked;
        if (claimed != null) {
            job = claimed;
            type = itsType;
            by(claimed.clientId(), claimed.account());
        }
    }

    /** Returns true if a job was claimed. */
    public boolean isClaimed() {
        return job != null;
    }

    /** The job after the last write; null before the claim. */
    public Job job() {
        return job;
    }

    // the lease

    /** The lease is proved since a time, by {@link System#nanoTime}, before the statement that proved it. */
    void held(long since) {
        heldAt = since;
    }

    /** Returns true if a statement proved the lease within this time. */
    boolean isHeldFor(Duration trusted) {
        return System.nanoTime() - heldAt < trusted.toNanos();
    }

    @Override
    public void prove() {
        leases.prove(this);
    }

    @Override
    protected Long fence() {
        return job.fence();
    }

    @Override
    protected void leaseProved(long since, double leaseLeft) {
        if (leases.isEnough(leaseLeft)) {
            held(since);
            proved = true;
        }
    }

    /** Returns true if the write of the intent proved the lease, and no call was made since. */
    boolean takeProof() {
        boolean fresh = proved;
        proved = false;
        return fresh;
    }

    // the steps

    /** The current step; null before the first. */
    public String step() {
        return step;
    }

    /** The last finished step; null before the first. */
    public String lastStep() {
        String justDone = reached == null || reached.checkpoint() == null
                ? null
                : reached.checkpoint().lastStep();
        return justDone == null ? job.checkpointJson().lastStep() : justDone;
    }

    /** Returns true if a step is not finished. */
    public boolean isAhead(String name) {
        return type.isAhead(name, lastStep());
    }

    /** Begins or resumes a step; the history records its beginning once. */
    public void begin(String name) {
        step = name;
        refusal = null;
        doneOnceCreated = false;
        if (!name.equals(job.step())) {
            reached = Progress.begin(name);
        }
    }

    /** Creates the object of the step, which is finished once the object exists, by the same write. */
    public void finishByCreating(Creation creation) {
        create(creation);
        doneOnceCreated = true;
    }

    /** The end of the last step is written with the job's end. */
    @Override
    protected CreatingStep creatingStep() {
        String next = type.after(step);
        return doneOnceCreated && next != null && !job.looks()
                ? new CreatingStep(job.fence(), step, next, leases.seconds())
                : null;
    }

    @Override
    protected String audit(String kind, String createdId) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", job.clientId())
                .put("via", "job")
                .put("operation", job.type())
                .put("outcome", "done")
                .put("job_id", job.jobId().toString());
        entry.putArray("objects").addObject().put("kind", kind).put("id", createdId);
        return entry.toString();
    }

    @Override
    protected void checkpointed(String jobRow, long since) {
        held(since);
        written(leases.read(jobRow));
    }

    /** Adds progress to be written. With the end of a step the next one begins. */
    public void reach(Progress progress) {
        String done =
                progress.checkpoint() == null ? null : progress.checkpoint().lastStep();
        reached = done == null ? progress : progress.andBegin(type.after(done));
        refusal = null;
    }

    /** Progress that is not written yet, or null. */
    public Progress reached() {
        return reached;
    }

    /** Returns true if there is something to write now. The end of the last step is written with the job's end. */
    public boolean isToBeWritten() {
        return reached != null && !isDone();
    }

    private boolean isDone() {
        return lastStep() != null && type.after(lastStep()) == null;
    }

    /** Meta rejected the last request, and the step tries an alternative. */
    public void refused(RuntimeException failure) {
        if (refusal == null) {
            refusal = failure;
        }
    }

    /** The rejection that the step is working around, until it has made progress; else null. */
    public RuntimeException refusal() {
        return refusal;
    }

    /** Stores the row after a write. */
    void written(Job now) {
        job = now;
        reached = null;
    }

    /** Stores data of a parked job. */
    public void remember(Checkpoint checkpoint) {
        remembered = checkpoint;
    }

    /** Data of a parked job, or null. */
    public Checkpoint remembered() {
        return remembered;
    }

    /** Returns true if the step has a request: it has no progress that still must be written. */
    public boolean isAsking() {
        return reached == null;
    }

    // the bytes

    /** A part of a blob is open until {@link #takeWindow}. */
    public void open(LocalWindow part) {
        window = part;
    }

    /** Returns the open part, to be closed, or null. */
    public LocalWindow takeWindow() {
        LocalWindow open = window;
        window = null;
        return open;
    }

    /** A frame of the video was fetched, to be used as thumbnail. */
    public void adopt(NewBlob fetched) {
        frame = fetched;
    }

    /** The frame that was fetched last, to be stored; null before. */
    public NewBlob frame() {
        return frame;
    }

    // the end

    /** Ends the run by releasing the job. */
    void end(Release how) {
        release = how;
    }

    /** Ends the job. */
    void end(Finish how) {
        finish = how;
    }

    /** The release of the job, or null. */
    public Release release() {
        return release;
    }

    /** The end of the job: unless set otherwise, all its steps are finished. */
    Finish finish() {
        return finish == null ? new Finish(JobStatus.SUCCEEDED, null, null) : finish;
    }

    /** Returns true if a cancellation was requested by the time of the last write. */
    public boolean isToBeCancelled() {
        return job.cancelRequested();
    }

    public boolean isReleased() {
        return release != null;
    }

    public boolean isFinished() {
        return finish != null;
    }
}
