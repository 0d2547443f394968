package blobs;

import settings.InvalidSettingException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import java.net.URI;

/** Creates clients of S3 and compatible services. */
final class S3Clients {

    private static final String PREFIX = "creative.blobs.s3.";

    /** Above the concurrency of all roles of a process. */
    private static final int MOST_CONNECTIONS = 100;

    private S3Clients() {}

    /**
     * @throws InvalidSettingException if the settings do not specify a usable bucket
     */
    static void check(BlobsConfig.S3 config) {
        if (config.bucket().isEmpty()) {
            throw new InvalidSettingException(PREFIX + "bucket must be set if creative.blobs.store is s3.");
        }
        config.url().ifPresent(url -> {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getUserInfo() != null) {
                String value = url.toString().contains("@") ? "" : ", not '" + url + "'";
                throw new InvalidSettingException(
                        PREFIX + "url must be an address such as https://minio.example.com:9000" + value + ".");
            }
        });
        if (config.accessKey().isPresent() != config.secretKey().isPresent()) {
            throw new InvalidSettingException("Only one of " + PREFIX + "access-key and " + PREFIX
                    + "secret-key is set. Set both, or neither to use the keys of the environment.");
        }
        if (config.attempts() < 1) {
            throw new InvalidSettingException(PREFIX + "attempts must be 1 or more, not " + config.attempts() + ".");
        }
    }

    /**
     * Creates a client. Optional checksums are turned off, since not all compatible services support them; each part is
     * signed and has a length.
     */
    static S3Client of(BlobsConfig.S3 config) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle())
                .credentialsProvider(credentials(config))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(config.timeout())
                        .connectionAcquisitionTimeout(config.timeout())
                        .socketTimeout(config.timeout())
                        .maxConnections(MOST_CONNECTIONS))
                .overrideConfiguration(override -> override.apiCallTimeout(config.callTimeout())
                        .retryStrategy(strategy -> strategy.maxAttempts(config.attempts())));
        config.url().map(URI::normalize).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(BlobsConfig.S3 config) {
        if (config.accessKey().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                config.accessKey().orElseThrow(), config.secretKey().orElseThrow()));
    }
}
