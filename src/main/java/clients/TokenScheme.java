package clients;

import java.util.Optional;

/**
 * A kind of place where tokens are kept: the part of a {@code token_ref} before its first colon names it. To add one,
 * put a bean of this type on the class path; {@link Tokens} finds it.
 */
public interface TokenScheme {

    /** The name before the colon, such as {@code ENV}; capital letters and digits. */
    String name();

    /**
     * The token that is there now. It is asked for at each call to Meta, so that a rotated token counts at once: a scheme
     * that is slow keeps what it read for a while.
     *
     * @param place what follows the colon
     * @return empty if there is none, for whatever reason
     */
    Optional<String> read(String place);
}
