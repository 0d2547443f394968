package settings;

import io.quarkus.runtime.Application;

/**
 * Distinguishes the build of the service from its start. The framework creates the configuration at both, and records
 * the values found at build time in the package; for example, the password of a {@code DATABASE_URL} that is set on the
 * build machine.
 */
public final class BuildTime {
    private BuildTime() {}

    /** Returns true while the service is being built: the application class, a result of the build, is then missing. */
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
