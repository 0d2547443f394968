package blobs;

import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.MultipartPart;
import org.jclouds.blobstore.domain.MultipartUpload;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jclouds.io.Payload;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A real S3 server on a free port, with its buckets in a directory. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "creative-blobs";
    public static final String ACCESS_KEY = "the-access-key";
    public static final String SECRET_KEY = "the-secret-key";

    private static final int SERVICE_UNAVAILABLE = 503;

    private final BlobStoreContext store;
    private final S3Proxy server;
    private volatile boolean refusingParts;

    private S3Server(Path directory) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", directory.toString());
        store = ContextBuilder.newBuilder("filesystem-nio2")
                .credentials("unused", "unused")
                .overrides(properties)
                .build(BlobStoreContext.class);
        store.getBlobStore().createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder()
                .blobStore(new RefusingStore(store.getBlobStore()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
    }

    /** Starts a server with one empty bucket. */
    public static S3Server start(Path directory) {
        try {
            return new S3Server(Files.createDirectories(directory));
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not start", e);
        }
    }

    /** The address of the server. */
    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Settings below {@code creative.blobs} for this server, names and values; further ones replace them. */
    String[] settings(String... more) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "store",
                "s3",
                "s3.bucket",
                BUCKET,
                "s3.url",
                url(),
                "s3.path-style",
                "true",
                "s3.access-key",
                ACCESS_KEY,
                "s3.secret-key",
                SECRET_KEY,
                "s3.timeout",
                "500ms",
                "s3.attempts",
                "2"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings.entrySet().stream()
                .flatMap(setting -> Stream.of(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
    }

    /** The same as environment variables, for a separate process. */
    public Map<String, String> environment() {
        return Map.of(
                "CREATIVE_BLOBS_STORE",
                "s3",
                "CREATIVE_BLOBS_S3_BUCKET",
                BUCKET,
                "CREATIVE_BLOBS_S3_URL",
                url(),
                "CREATIVE_BLOBS_S3_PATH_STYLE",
                "true",
                "CREATIVE_BLOBS_S3_ACCESS_KEY",
                ACCESS_KEY,
                "CREATIVE_BLOBS_S3_SECRET_KEY",
                SECRET_KEY);
    }

    /** If true, all parts of an upload except the first are rejected. */
    void refuseParts(boolean refusing) {
        refusingParts = refusing;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        store.close();
    }

    /** The server's handler, which can be made to fail. */
    private final class RefusingStore extends ForwardingBlobStore {

        private RefusingStore(BlobStore store) {
            super(store);
        }

        @Override
        public MultipartPart uploadMultipartPart(MultipartUpload upload, int number, Payload bytes) {
            if (refusingParts && number > 1) {
                throw new HttpResponseException(
                        "out of order",
                        null,
                        HttpResponse.builder().statusCode(SERVICE_UNAVAILABLE).build());
            }
            return super.uploadMultipartPart(upload, number, bytes);
        }
    }
}
