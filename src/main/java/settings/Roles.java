package settings;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import jakarta.inject.Singleton;

/** What this process does; see {@link Role}. */
@Singleton
public class Roles {
    private final boolean api;
    private final boolean worker;
    private final boolean sandbox;

    public Roles(
            @ConfigProperty(name = "role.api") boolean api,
            @ConfigProperty(name = "role.worker") boolean worker,
            @ConfigProperty(name = "role.sandbox") boolean sandbox) {
        this.api = api;
        this.worker = worker;
        this.sandbox = sandbox;
    }

    public boolean api() {
        return api;
    }

    public boolean worker() {
        return worker;
    }

    public boolean sandbox() {
        return sandbox;
    }

    /** Whether PostgreSQL and Redis are needed at all. */
    public boolean needsDatabase() {
        return api || worker;
    }
}
