package blobs;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.Router;
import settings.InvalidSettingException;
import settings.Roles;
import software.amazon.awssdk.services.s3.S3Client;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/** Creates the blob store of the settings. */
@Singleton
public class BlobStores {

    private final BlobsConfig config;
    private final Roles roles;

    @Inject
    public BlobStores(BlobsConfig config, Roles roles) {
        this.config = config;
        this.roles = roles;
    }

    /** Stops the start if the blob store is not usable. */
    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Router router) {
        if (roles.api() || roles.worker()) {
            check();
        }
    }

    /** Routes may be created before the router, and need the store. */
    private void check() {
        try {
            if (config.store() == BlobsConfig.Store.S3) {
                S3Clients.check(config.s3());
            }
        } catch (InvalidSettingException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    @Produces
    @Singleton
    @Unremovable
    BlobStore store(Instance<S3Client> s3, LocalFiles files) {
        check();
        return switch (config.store()) {
            case FILE -> new FileBlobStore(config);
            case S3 -> new S3BlobStore(s3.get(), config.s3().bucket().orElseThrow(), files);
        };
    }

    /** The S3 client of the endpoint {@code creative.blobs.s3.endpoint}. */
    @Produces
    @Singleton
    @Unremovable
    @Named("blobsS3Client")
    S3Client s3Client() {
        return S3Clients.of(config.s3());
    }

    void close(@Disposes @Named("blobsS3Client") S3Client client) {
        client.close();
    }
}
