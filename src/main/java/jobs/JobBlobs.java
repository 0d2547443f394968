package jobs;

import blobs.BlobStore;
import blobs.LocalWindow;

import java.io.IOException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Releases files that a run of a job no longer needs. */
@Singleton
public class JobBlobs {

    private final BlobStore blobs;

    @Inject
    public JobBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Closes the files that a step has opened. */
    public void close(JobRun run) throws IOException {
        LocalWindow open = run.takeWindow();
        if (open != null) {
            blobs.release(open);
        }
    }

    /** The job has succeeded, and no longer needs its blobs. */
    public void delete(JobRun run) {
        // Listing a bucket costs a call, and most items of a launch have no blobs.
        if (!run.job().isItem() || run.job().blobVideoPath() != null) {
            blobs.deleteJob(run.job().jobId());
        }
    }
}
