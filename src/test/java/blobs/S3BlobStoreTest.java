package blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import failures.Rejected;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** With a real S3 server, and without one. */
class S3BlobStoreTest extends BlobStoreContract {

    private static final int PART = 8 * 1024 * 1024;

    @TempDir
    static Path buckets;

    private static S3Server server;

    private S3Client s3;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(buckets);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    String[] settings() {
        return server.settings();
    }

    @Override
    BlobStore store(BlobsConfig config, LocalFiles files, CamelContext camel) {
        s3 = S3Clients.of(config.s3());
        camel.getRegistry().bind("blobsS3Client", s3);
        return new S3BlobStore(s3, S3Server.BUCKET, files);
    }

    @Override
    String endpoint(BlobsConfig config) {
        return config.s3().endpoint();
    }

    @AfterEach
    void empty() {
        s3.listObjectsV2(list -> list.bucket(S3Server.BUCKET))
                .contents()
                .forEach(blob ->
                        s3.deleteObject(delete -> delete.bucket(S3Server.BUCKET).key(blob.key())));
        s3.close();
    }

    @Test
    void abortsAbandonedUploads() {
        String upload = s3.createMultipartUpload(
                        create -> create.bucket(S3Server.BUCKET).key(VIDEO))
                .uploadId();
        s3.uploadPart(
                part -> part.bucket(S3Server.BUCKET).key(VIDEO).uploadId(upload).partNumber(1),
                RequestBody.fromBytes(bytes(PART)));

        store().sweepUnfinished(Instant.now().minus(Duration.ofHours(1)));
        assertThat(unfinished()).isEqualTo(1);

        store().sweepUnfinished(Instant.now().plus(Duration.ofHours(1)));
        assertThat(unfinished()).isZero();
    }

    @Test
    void leavesNothingOfAnUploadThatBreaksOff() {
        server.refuseParts(true);
        try {
            assertThatThrownBy(() -> put(VIDEO, bytes(2 * PART + 1))).isInstanceOf(SdkException.class);
        } finally {
            server.refuseParts(false);
        }

        assertThat(unfinished()).isZero();
        assertThatThrownBy(() -> store().check(VIDEO)).isInstanceOf(Rejected.class);
    }

    @Test
    void saysThatS3IsDown() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            String url = "http://127.0.0.1:" + free.getLocalPort();
            free.close();

            failsAt(url);
        }
    }

    /** The system accepts the connection, but there is no answer. */
    @Test
    void saysThatS3IsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            failsAt("http://127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void saysThatS3IsOverloaded() throws Exception {
        HttpServer overloaded = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        overloaded.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        overloaded.start();
        try {
            failsAt("http://127.0.0.1:" + overloaded.getAddress().getPort());
        } finally {
            overloaded.stop(0);
        }
    }

    private void failsAt(String url) {
        BlobsConfig config = MappedBlobs.config(local, server.settings("s3.url", url));
        try (S3Client client = S3Clients.of(config.s3())) {
            LocalFiles files = new LocalFiles(local.resolve(".uploads"), config);
            BlobStore store = new S3BlobStore(client, S3Server.BUCKET, files);

            assertThatThrownBy(() -> store.check(VIDEO)).isInstanceOf(SdkException.class);
            assertThatThrownBy(() -> store.openWindow(VIDEO, 0, 1)).isInstanceOf(SdkException.class);
            assertThatThrownBy(() -> store.jobs(Instant.now(), null, 10)).isInstanceOf(SdkException.class);
            assertThatCode(() -> store.deleteJob(JOB)).doesNotThrowAnyException();
            assertThat(local.resolve(".uploads")).isEmptyDirectory();
            assertThatCode(() -> startRoutes(config, client)).doesNotThrowAnyException();
        }
    }

    /** The process starts nevertheless: most of its work needs no blobs. */
    private static void startRoutes(BlobsConfig config, S3Client client) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("blobsS3Client", client);
            context.getPropertiesComponent()
                    .addInitialProperty("endpoint", config.s3().endpoint());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:store").to("{{endpoint}}");
                }
            });
            context.start();
        }
    }

    @Test
    void hasNothingBeyondTheEnd() throws Exception {
        put(VIDEO, bytes(10));

        assertThatThrownBy(() -> store().openWindow(VIDEO, 10, 5)).isInstanceOf(Rejected.class);
        assertThat(local.resolve(".uploads")).isEmptyDirectory();
    }

    private int unfinished() {
        return s3.listMultipartUploads(list -> list.bucket(S3Server.BUCKET))
                .uploads()
                .size();
    }
}
