package clients;

import io.quarkus.arc.All;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reads a client's access token from its {@code token_ref}, by one of the {@link TokenScheme}s. The value is passed
 * only to the HTTP client that calls Meta; {@link Secrets} keeps it out of logs and answers.
 */
@Singleton
public class Tokens {

    /** Characters of a token: visible ASCII, which can be sent in a header and excludes sentences. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    private final Map<String, TokenScheme> schemes;

    @Inject
    public Tokens(@All List<TokenScheme> schemes) {
        this.schemes = schemes.stream()
                .collect(Collectors.toMap(
                        TokenScheme::name,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("Two token schemes are called " + one.name());
                        },
                        TreeMap::new));
    }

    /**
     * Returns the reason why there is no token at {@code tokenRef}; empty if there is one. The reason does not quote
     * the reference, which may be a token entered in the wrong field.
     */
    public Optional<String> fault(String tokenRef) {
        try {
            resolve(tokenRef);
            return Optional.empty();
        } catch (TokenUnavailableException e) {
            return Optional.of(
                    scheme(tokenRef) == null
                            ? "has an unknown scheme; it must begin with "
                                    + schemes.keySet().stream()
                                            .map(name -> name + ":")
                                            .collect(Collectors.joining(" or "))
                            : "points to a place where this process finds no token");
        }
    }

    /**
     * Reads the current token at {@code tokenRef}.
     *
     * @throws TokenUnavailableException if the scheme is unknown, or there is no valid token
     */
    public String resolve(String tokenRef) {
        TokenScheme scheme = scheme(tokenRef);
        if (scheme == null) {
            throw new TokenUnavailableException("token_ref '" + tokenRef + "' has no known scheme: the schemes are "
                    + schemes.keySet() + ", as in ENV:TOKEN_FRANCISCO or FILE:/run/secrets/francisco.");
        }
        String token = scheme.read(tokenRef.substring(tokenRef.indexOf(':') + 1))
                .map(String::strip)
                .orElse("");
        if (token.isEmpty()) {
            throw new TokenUnavailableException("There is no token at token_ref '" + tokenRef
                    + "': set the variable or write the file, in the process that calls Meta.");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new TokenUnavailableException("The value at token_ref '" + tokenRef
                    + "' is not a token: it has spaces, line breaks or characters outside ASCII.");
        }
        Secrets.remember(token);
        return token;
    }

    private TokenScheme scheme(String tokenRef) {
        int colon = tokenRef.indexOf(':');
        return colon < 0 ? null : schemes.get(tokenRef.substring(0, colon));
    }
}
