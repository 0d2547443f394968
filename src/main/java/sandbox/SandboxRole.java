package sandbox;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Serves the sandbox on the application's own port, in processes that have this role. */
@ApplicationScoped
class SandboxRole {
    void mount(
            @Observes Router router,
            Vertx vertx,
            @ConfigProperty(name = "role.sandbox", defaultValue = "false") boolean enabled) {
        if (enabled) {
            new Sandbox(vertx).mount(router);
        }
    }
}
