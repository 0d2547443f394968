package jobs;

import blobs.LocalWindow;
import blobs.NewBlob;
import graph.Caller;
import graph.Creation;
import intents.CreatingCall;
import intents.CreatingStep;

import java.time.Duration;

/**
 * A worker's run of a job, from the wake-up to the last write: the body of the messages of its routes. It knows the job as
 * it stands in the database after the run's own writes, and what is reached and not written yet.
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

    /** Whether to try a claim, for the first time or since all that was due was locked. */
    public boolean mayClaim() {
        return locked && tries < MOST_TRIES;
    }

    /** How long to wait before the next try: longer each time. */
    public long delayMillis() {
        return tries == 0 ? 0 : FIRST_DELAY_MILLIS << (tries - 1);
    }

    /** A try found a job, or null: nothing is due, or what is due is locked. */
    void tried(Job claimed, JobType itsType, boolean allLocked) {
        tries++;
        locked = allLocked;
        if (claimed != null) {
            job = claimed;
            type = itsType;
            by(claimed.clientId(), claimed.account());
        }
    }

    /** Whether a job was claimed. */
    public boolean isClaimed() {
        return job != null;
    }

    /** The job as it stands after the last write; null before it was claimed. */
    public Job job() {
        return job;
    }

    // the lease

    /** Held since a moment, by {@link System#nanoTime}: that before a statement was sent which proved it. */
    void held(long since) {
        heldAt = since;
    }

    /** Whether a statement has proved the lease so recently. */
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

    /** Whether the statement that wrote the intent down has proved the lease, and no call was made since. */
    boolean takeProof() {
        boolean fresh = proved;
        proved = false;
        return fresh;
    }

    // the steps

    /** The step under way; null before the first. */
    public String step() {
        return step;
    }

    /** The last step that is done; null before the first. */
    public String lastStep() {
        String justDone = reached == null || reached.checkpoint() == null
                ? null
                : reached.checkpoint().lastStep();
        return justDone == null ? job.checkpointJson().lastStep() : justDone;
    }

    /** Whether a step is still to be done. */
    public boolean isAhead(String name) {
        return type.isAhead(name, lastStep());
    }

    /** Begins a step, or resumes it: the history has its beginning once. */
    public void begin(String name) {
        step = name;
        refusal = null;
        doneOnceCreated = false;
        if (!name.equals(job.step())) {
            reached = Progress.begin(name);
        }
    }

    /** Creates what the step is for: it is done once the object exists, by the same write. */
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
    protected void checkpointed(String jobRow, long since) {
        held(since);
        written(leases.read(jobRow));
    }

    /** Something is reached, to be written down. With the end of a step the next one begins. */
    public void reach(Progress progress) {
        String done =
                progress.checkpoint() == null ? null : progress.checkpoint().lastStep();
        reached = done == null ? progress : progress.andBegin(type.after(done));
        refusal = null;
    }

    /** What is reached and not written yet, or null. */
    public Progress reached() {
        return reached;
    }

    /** Whether something is to be written now. The end of the last step is written with the job's end. */
    public boolean isToBeWritten() {
        return reached != null && !isDone();
    }

    private boolean isDone() {
        return lastStep() != null && type.after(lastStep()) == null;
    }

    /** Meta refused the last request, and the step tries another way. */
    public void refused(RuntimeException failure) {
        if (refusal == null) {
            refusal = failure;
        }
    }

    /** The refusal that the step makes good for, until it has reached something; else null. */
    public RuntimeException refusal() {
        return refusal;
    }

    /** The row was written, and is this now. */
    void written(Job now) {
        job = now;
        reached = null;
    }

    /** What a parked job remembers. */
    public void remember(Checkpoint checkpoint) {
        remembered = checkpoint;
    }

    /** What a parked job remembers, or null. */
    public Checkpoint remembered() {
        return remembered;
    }

    // the bytes

    /** A part of a blob is open, until {@link #takeWindow}. */
    public void open(LocalWindow part) {
        window = part;
    }

    /** What is open, to be closed; null if nothing is. */
    public LocalWindow takeWindow() {
        LocalWindow open = window;
        window = null;
        return open;
    }

    /** A frame of the video that is to stand for a thumbnail was fetched. */
    public void adopt(NewBlob fetched) {
        frame = fetched;
    }

    /** The frame that was fetched last, to be stored; null before. */
    public NewBlob frame() {
        return frame;
    }

    // the end

    /** The run ends, and the job is given back. */
    void end(Release how) {
        release = how;
    }

    /** The job ends. */
    void end(Finish how) {
        finish = how;
    }

    /** How the job is given back, or null. */
    public Release release() {
        return release;
    }

    /** How the job ends: unless something else was said, all its steps are done. */
    Finish finish() {
        return finish == null ? new Finish(JobStatus.SUCCEEDED, null, null) : finish;
    }

    /** Whether the caller wanted the job cancelled by the last write. */
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
