package clients;

import failures.Kind;
import failures.Rejected;

/** There is no token at a client's {@code token_ref}. */
public final class TokenUnavailableException extends Rejected {

    public TokenUnavailableException(String message) {
        super(Kind.TOKEN_REJECTED, message);
    }
}
