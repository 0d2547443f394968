package outbound;

import java.io.IOException;

/** The answer to an outbound call exceeds its limit. It was not read completely. */
public class AnswerTooLargeException extends IOException {

    public AnswerTooLargeException(long limit) {
        super("The answer exceeds " + limit + " bytes");
    }
}
