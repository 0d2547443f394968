package jobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.util.List;
import jakarta.inject.Singleton;

/** The job type {@code video_creative}: its steps, in order. */
@Singleton
@Unremovable
public class VideoCreative {

    public static final String TYPE = "video_creative";

    public static final String UPLOAD_VIDEO = "upload_video";
    public static final String AWAIT_PROCESSING = "await_processing";
    public static final String UPLOAD_THUMBNAIL = "upload_thumbnail";
    public static final String CREATE_CREATIVE = "create_creative";
    public static final String VERIFY_CREATIVE = "verify_creative";

    private static final List<String> STEPS =
            List.of(UPLOAD_VIDEO, AWAIT_PROCESSING, UPLOAD_THUMBNAIL, CREATE_CREATIVE, VERIFY_CREATIVE);

    /** Whether the checkpoint says that this step is still to be done. */
    public boolean isAhead(@Variable("step") String step, @Variable("job") Job job) {
        String last = job.checkpointJson().lastStep();
        return last == null || STEPS.indexOf(step) > STEPS.indexOf(last);
    }
}
