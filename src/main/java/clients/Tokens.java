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
 * Finds a client's access token where its {@code token_ref} says it is, by one of the {@link TokenScheme}s. The value
 * goes to the HTTP client that calls Meta and nowhere else; {@link Secrets} keeps it out of logs and answers.
 */
@Singleton
public class Tokens {

    /** What can stand in a header and is no sentence: visible ASCII. */
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
     * Why there is no token at {@code tokenRef}, without the reference, for it may be a token that somebody put in the
     * wrong place; empty if there is one.
     */
    public Optional<String> fault(String tokenRef) {
        try {
            resolve(tokenRef);
            return Optional.empty();
        } catch (TokenUnavailableException e) {
            return Optional.of(
                    scheme(tokenRef) == null
                            ? "names no place that is known; it begins with "
                                    + schemes.keySet().stream()
                                            .map(name -> name + ":")
                                            .collect(Collectors.joining(" or "))
                            : "names a place where this process finds no token");
        }
    }

    /**
     * The token that {@code tokenRef} points at now.
     *
     * @throws TokenUnavailableException if the scheme is unknown, or nothing is there that could be a token
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
            throw new TokenUnavailableException("What stands at token_ref '" + tokenRef
                    + "' is no token: it has spaces, line breaks or characters outside ASCII.");
        }
        Secrets.remember(token);
        return token;
    }

    private TokenScheme scheme(String tokenRef) {
        int colon = tokenRef.indexOf(':');
        return colon < 0 ? null : schemes.get(tokenRef.substring(0, colon));
    }
}
