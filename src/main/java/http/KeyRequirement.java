package http;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.net.InetAddress;
import java.net.UnknownHostException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Whether calls need a key. Only dev mode and tests can turn keys off, and only on loopback. A packaged service with
 * that setting does not start, since a proxy in front of it would open loopback to everyone.
 */
@Singleton
public class KeyRequirement {

    private final boolean required;

    @Inject
    KeyRequirement(KeysConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
        this(config.keys() == KeysConfig.Keys.REQUIRED, LaunchMode.current() == LaunchMode.NORMAL, host);
    }

    KeyRequirement(boolean required, boolean packaged, String host) {
        if (!required && packaged) {
            throw new ConfigurationException("creative.api.keys=none is only allowed in dev mode and tests."
                    + " Remove the setting, and set ADMIN_API_KEY to create keys.");
        }
        if (!required && !isLoopback(host)) {
            throw new ConfigurationException(
                    "creative.api.keys=none is only allowed on 127.0.0.1, but the service would listen on " + host
                            + ".");
        }
        this.required = required;
    }

    /** Runs before the HTTP server listens. */
    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Router router) {
        // Creating this bean performs the check.
    }

    boolean isRequired() {
        return required;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
