package outbound;

import java.io.IOException;

/** The answer to an outbound call is larger than it may be. It was not read to its end. */
public class AnswerTooLargeException extends IOException {

    public AnswerTooLargeException(long limit) {
        super("The answer has more than " + limit + " bytes");
    }
}
