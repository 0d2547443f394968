package blobs;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.nio.file.FileSystemException;
import java.util.Set;

/** Classifies failures of S3. */
public final class S3Failures {

    private static final int SERVER_ERROR = 500;
    /** Request Timeout and Too Many Requests. */
    private static final Set<Integer> FOR_THE_MOMENT = Set.of(408, 429);

    private S3Failures() {}

    /**
     * Returns true if S3 is unavailable or overloaded, so that a retry helps. Otherwise it rejects the call: wrong
     * keys, missing permissions, or no such bucket. The outermost failure of the SDK decides.
     */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsServiceException answer) {
                return answer.statusCode() >= SERVER_ERROR || FOR_THE_MOMENT.contains(answer.statusCode());
            }
            if (cause instanceof SdkClientException) {
                return !isOfLocalDisk(cause);
            }
        }
        return false;
    }

    /** The SDK also wraps failures to write the local copy of a blob. */
    private static boolean isOfLocalDisk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof FileSystemException
                    || message.contains("No space left on device")
                    || message.contains("Disk quota exceeded")) {
                return true;
            }
        }
        return false;
    }
}
