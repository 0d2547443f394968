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
 * Whether calls need a key. Doing without one is for dev mode and tests, and on loopback alone; a package that is told
 * to do so refuses to start, since a proxy in front of it would open loopback to everybody.
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
            throw new ConfigurationException("creative.api.keys is 'none', which dev mode and tests alone may do."
                    + " Leave it out, and set ADMIN_API_KEY to make keys.");
        }
        if (!required && !isLoopback(host)) {
            throw new ConfigurationException("creative.api.keys is 'none', and the service would listen on " + host
                    + ". Without keys it listens on 127.0.0.1 alone.");
        }
        this.required = required;
    }

    /** Before anybody listens. */
    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Router router) {
        // That this bean exists is the check.
    }

    /** Whether a call without a key is refused. */
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
