package blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import failures.Rejected;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.BlobRoutes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;

/** The behaviour of every blob store, tested through the route that stores and the class that reads and deletes. */
abstract class BlobStoreContract {

    static final UUID JOB = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");
    static final String VIDEO = "jobs/" + JOB + "/video.mp4";

    private static final int MIB = 1024 * 1024;

    @TempDir
    Path local;

    private CamelContext camel;
    private ProducerTemplate templates;
    private BlobStore store;

    /** The settings of the store below {@code creative.blobs}, names and values. */
    abstract String[] settings();

    /** Creates the store, and binds the beans of its endpoint. */
    abstract BlobStore store(BlobsConfig config, LocalFiles files, CamelContext camel);

    /** The endpoint that stores. */
    abstract String endpoint(BlobsConfig config);

    @BeforeEach
    final void startRoutes() throws Exception {
        BlobsConfig config = MappedBlobs.config(local, settings());
        camel = new DefaultCamelContext();
        store = store(config, new LocalFiles(local.resolve(".uploads"), config), camel);
        Properties properties = new Properties();
        properties.setProperty("creative.blobs.endpoint", endpoint(config));
        camel.getPropertiesComponent().setOverrideProperties(properties);
        camel.addRoutes(new BlobRoutes(store));
        camel.start();
        templates = camel.createProducerTemplate();
    }

    @AfterEach
    final void stopRoutes() {
        camel.stop();
    }

    final BlobStore store() {
        return store;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 17 * MIB})
    void keepsEveryByte(int size) throws Exception {
        byte[] bytes = bytes(size);

        put(VIDEO, bytes);

        assertThatCode(() -> store.check(VIDEO)).doesNotThrowAnyException();
        LocalWindow whole = store.open(VIDEO);
        assertThat(read(whole, size)).isEqualTo(bytes);
        store.release(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5000, 99_990})
    void readsTheWindowThatIsAskedFor(int offset) throws Exception {
        byte[] bytes = bytes(100_000);
        put(VIDEO, bytes);

        LocalWindow window = store.openWindow(VIDEO, offset, 10);

        assertThat(read(window, 10)).isEqualTo(Arrays.copyOfRange(bytes, offset, offset + 10));
        store.release(window);
    }

    @Test
    void keepsTheBlobAndNoCopyOfWhatWasRead() throws Exception {
        put(VIDEO, bytes(100));

        store.release(store.openWindow(VIDEO, 10, 10));
        store.release(store.open(VIDEO));

        assertThatCode(() -> store.check(VIDEO)).doesNotThrowAnyException();
        assertThat(local.resolve(".uploads")).isEmptyDirectory();
    }

    @Test
    void saysWhichBlobIsMissing() {
        assertThatThrownBy(() -> store.check(VIDEO)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> store.open(VIDEO)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> store.openWindow(VIDEO, 0, 1))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(VIDEO);
    }

    /** Part of a window would be sent to Meta as the whole, and its rejection be considered a failure of Meta. */
    @ParameterizedTest
    @ValueSource(ints = {95, 100, 200})
    void readsNoWindowBeyondTheEnd(int offset) throws Exception {
        put(VIDEO, bytes(100));

        assertThatThrownBy(() -> store.openWindow(VIDEO, offset, 10))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("'" + VIDEO + "' ends before byte " + (offset + 10));
        assertThat(local.resolve(".uploads")).isEmptyDirectory();
    }

    @Test
    void replacesABlobOfTheSameName() throws Exception {
        put(VIDEO, bytes(100));
        byte[] second = bytes(50);

        put(VIDEO, second);

        assertThat(read(store.open(VIDEO), 50)).isEqualTo(second);
    }

    @Test
    void removesTheBlobsOfOneJobAlone() throws Exception {
        String kept = "jobs/" + UUID.randomUUID() + "/video.mp4";
        put(VIDEO, bytes(10));
        put("jobs/" + JOB + "/thumb.png", bytes(10));
        put(kept, bytes(10));

        store.deleteJob(JOB);

        assertThatThrownBy(() -> store.check(VIDEO)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> store.check("jobs/" + JOB + "/thumb.png")).isInstanceOf(Rejected.class);
        assertThatCode(() -> store.check(kept)).doesNotThrowAnyException();
    }

    @Test
    void removesNothingWhereThereIsNothing() {
        assertThatCode(() -> store.deleteJob(JOB)).doesNotThrowAnyException();
    }

    @Test
    void knowsTheJobsThatHaveBlobsForAWhile() throws Exception {
        UUID other = UUID.randomUUID();
        put(VIDEO, bytes(10));
        put("jobs/" + JOB + "/thumb.png", bytes(10));
        put("jobs/" + other + "/video.mp4", bytes(10));
        put("jobs/notes/read-me.txt", bytes(10));

        BlobPage all = store.jobs(Instant.now().plus(Duration.ofHours(1)), null, 10);
        assertThat(all.unchanged()).containsExactlyInAnyOrder(JOB, other);
        assertThat(all.next()).isNull();
        assertThat(store.jobs(Instant.now().minus(Duration.ofHours(1)), null, 10)
                        .unchanged())
                .isEmpty();
    }

    /** A page ends after a job, not between its blobs; pages neither overlap nor leave gaps. */
    @Test
    void tellsTheJobsInPages() throws Exception {
        List<UUID> jobs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            UUID job = UUID.randomUUID();
            jobs.add(job);
            put("jobs/" + job + "/video.mp4", bytes(10));
            put("jobs/" + job + "/thumb.png", bytes(10));
        }

        List<UUID> found = new ArrayList<>();
        UUID after = null;
        int pages = 0;
        do {
            BlobPage page = store.jobs(Instant.now().plus(Duration.ofHours(1)), after, 3);
            assertThat(page.unchanged()).hasSizeLessThanOrEqualTo(3);
            found.addAll(page.unchanged());
            after = page.next();
            pages++;
        } while (after != null);

        jobs.sort(Comparator.comparing(UUID::toString));
        assertThat(found).isEqualTo(jobs);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void hasNoJobsWhereNothingWasStored() throws Exception {
        assertThat(store.jobs(Instant.now(), null, 10).unchanged()).isEmpty();
        assertThatCode(() -> store.sweepUnfinished(Instant.now())).doesNotThrowAnyException();
    }

    /** Stores through the route, like the intake. */
    final void put(String name, byte[] bytes) throws Exception {
        Path uploads = Files.createDirectories(local.resolve(".uploads"));
        Path upload = Files.write(Files.createTempFile(uploads, "upload", null), bytes);
        try {
            Exchange exchange = templates.request(
                    "direct:store-blob", message -> message.getMessage().setBody(new NewBlob(name, upload)));
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(LocalWindow window, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (RandomAccessFile file = new RandomAccessFile(window.file().toFile(), "r")) {
            file.seek(window.offset());
            file.readFully(bytes);
        }
        return bytes;
    }
}
