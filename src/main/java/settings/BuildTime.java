package settings;

import io.quarkus.runtime.Application;

/**
 * Tells the build of the service from its start. The framework makes the configuration at both, and records in the
 * package what it finds while building: the password of a {@code DATABASE_URL} that happens to be set on the build
 * machine, for one.
 */
public final class BuildTime {
    private BuildTime() {}

    /** Whether the service is being built. The class of the application is a result of that. */
    public static boolean current() {
        try {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            Class.forName(Application.APP_CLASS_NAME, false, application);
            return false;
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
