package blobs;

import org.apache.camel.ExchangeException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.util.Set;

/** What a failure of S3 means. */
public final class S3Failures {

    private static final int SERVER_ERROR = 500;
    /** Request Timeout and Too Many Requests. */
    private static final Set<Integer> FOR_THE_MOMENT = Set.of(408, 429);

    private S3Failures() {}

    /**
     * Whether S3 is away or has too much to do, so that waiting helps. Otherwise it refuses: the keys, the rights, or a
     * bucket that is not there.
     */
    public static boolean isAway(@ExchangeException Throwable failure) {
        if (failure instanceof AwsServiceException answer) {
            return answer.statusCode() >= SERVER_ERROR || FOR_THE_MOMENT.contains(answer.statusCode());
        }
        return failure instanceof SdkClientException;
    }
}
