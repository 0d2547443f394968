package clients;

import java.util.Optional;

/**
 * A kind of place where tokens are stored, named by the part of a {@code token_ref} before its first colon. To add one,
 * put a bean of this type on the class path; {@link Tokens} finds it.
 */
public interface TokenScheme {

    /** The name before the colon, such as {@code ENV}; capital letters and digits. */
    String name();

    /**
     * Reads the current token. It is called for each call to Meta, so that a rotated token takes effect at once. A slow
     * scheme should cache the value briefly.
     *
     * @param place the part after the colon
     * @return empty if there is no token, for any reason
     */
    Optional<String> read(String place);
}
