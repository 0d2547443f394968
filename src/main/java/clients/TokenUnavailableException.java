package clients;

import failures.Kind;
import failures.Rejected;

/** A client's token cannot be found where its {@code token_ref} says it is. */
public final class TokenUnavailableException extends Rejected {

    public TokenUnavailableException(String message) {
        super(Kind.TOKEN_REJECTED, message);
    }
}
