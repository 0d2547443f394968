package local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServerStart;
import org.jboss.logging.Logger;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

/** Logs the addresses that a developer needs. */
@Singleton
@IfBuildProfile("dev")
public class Welcome {
    private static final Logger LOG = Logger.getLogger(Welcome.class);
    private static final String TEXT = """
            Local mode. Data is kept in %2$s between runs.
              API            %1$s/v1 (client_id %3$s, no key needed)
              documentation  %1$s/docs
              contract       %1$s/openapi
              health         %1$s/q/health
              sandbox        %1$s/sandbox/_state""";

    private final LocalConfig config;

    public Welcome(LocalConfig config) {
        this.config = config;
    }

    void greet(@ObservesAsync HttpServerStart server) {
        if (config.enabled()) {
            String base = "http://localhost:" + server.options().getPort();
            LOG.info(String.format(TEXT, base, LocalMode.DIRECTORY.toAbsolutePath(), DemoClient.ID));
        }
    }
}
