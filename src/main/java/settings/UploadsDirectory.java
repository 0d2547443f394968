package settings;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Creates the directory for uploads in progress, readable only by the service's user, and stops the start of an API
 * that cannot write there.
 */
@Singleton
public class UploadsDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Roles roles;
    private final Path directory;

    public UploadsDirectory(Roles roles, @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path directory) {
        this.roles = roles;
        this.directory = directory;
    }

    /** Runs before the routes that write there are created. */
    void make(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Router router) {
        if (!roles.api()) {
            return;
        }
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            if (!Files.getPosixFilePermissions(directory).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(directory, OWNER_ONLY);
            }
        } catch (IOException e) {
            throw cannotWrite(e.toString());
        }
        if (!Files.isWritable(directory)) {
            throw cannotWrite("permission denied");
        }
    }

    private ConfigurationException cannotWrite(String reason) {
        return new ConfigurationException("Uploads cannot be written to " + directory + " (" + reason
                + "). Set BLOB_DIR to a directory that this process can write to.");
    }
}
