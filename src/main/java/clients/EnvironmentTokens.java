package clients;

import org.eclipse.microprofile.config.Config;

import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** {@code ENV:TOKEN_FRANCISCO}: an environment variable, or a configuration property of the same name. */
@Singleton
public class EnvironmentTokens implements TokenScheme {

    private final Config config;

    @Inject
    public EnvironmentTokens(Config config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "ENV";
    }

    @Override
    public Optional<String> read(String place) {
        return place.isBlank() ? Optional.empty() : config.getOptionalValue(place, String.class);
    }
}
