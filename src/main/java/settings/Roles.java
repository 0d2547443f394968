package settings;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import jakarta.inject.Singleton;

/** The roles of this process. */
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

    /** Returns true if the process needs PostgreSQL and Redis. */
    public boolean needsDatabase() {
        return api || worker;
    }
}
