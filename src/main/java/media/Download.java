package media;

import failures.Broken;
import failures.Kind;
import failures.Rejected;
import outbound.ForbiddenAddressException;
import outbound.OutboundPolicy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The download of a file by a run of a job: its address, the received bytes, and the failed requests. */
final class Download {

    private static final int MOST_REDIRECTS = 5;
    /** Maximum number of consecutive requests without new bytes. */
    private static final int MOST_IN_VAIN = 3;

    private static final int MOST_REQUESTS = 200;

    private final URI origin;
    private final OutboundPolicy policy;
    private final Instant end;
    private URI address;
    private int redirects;
    private int inVain;
    private int requests;
    private Path file;
    private String fileName;
    private String version;
    private long arrived;
    private long before;
    private boolean whole;

    /**
     * A new download.
     *
     * @param policy the addresses that may be called
     * @param most its time limit
     */
    Download(URI origin, OutboundPolicy policy, Duration most) {
        this.origin = origin;
        this.address = origin;
        this.policy = policy;
        this.end = Instant.now().plus(most);
    }

    /** Resumes where an earlier run ended. */
    void resume(Path partial, String name, String itsVersion, long length) {
        keepIn(partial, name, itsVersion);
        this.arrived = length;
    }

    /** Sets the file that receives the bytes, from the first one. */
    void keepIn(Path partial, String name, String itsVersion) {
        this.file = partial;
        this.fileName = name;
        this.version = itsVersion;
        this.arrived = 0;
    }

    /**
     * Begins a request.
     *
     * @throws Broken if there were too many, or the time is up
     */
    void begin() {
        if (!Instant.now().isBefore(end)) {
            throw new Broken(
                    Broken.Part.OUTSIDE,
                    Kind.DOWNLOAD_FAILED,
                    "%s sends the file too slowly: %d bytes came in the time of an attempt (creative.media.download-timeout)."
                            .formatted(host(), arrived),
                    null);
        }
        before = arrived;
        requests++;
        if (requests > MOST_REQUESTS) {
            throw broken("breaks off again and again", null);
        }
    }

    /** The remaining time in milliseconds. */
    long leftMillis() {
        return Math.max(1, Duration.between(Instant.now(), end).toMillis());
    }

    /**
     * Follows a redirect.
     *
     * @throws Rejected if it has no valid address, an address that may not be called, or too many precede it
     */
    void follow(String location) {
        redirects++;
        if (redirects > MOST_REDIRECTS) {
            throw refused("redirects more than " + MOST_REDIRECTS + " times");
        }
        if (location == null) {
            throw refused("redirects to nowhere");
        }
        String from = host();
        try {
            address = policy.check(address.resolve(location).toString());
        } catch (IllegalArgumentException malformed) {
            throw refused("redirects to a malformed URL");
        } catch (ForbiddenAddressException forbidden) {
            throw new Rejected(
                    Kind.DOWNLOAD_FAILED,
                    from + " redirects to what this service does not call: " + forbidden.getMessage());
        }
    }

    /**
     * A request broke off, or failed temporarily; the next one starts at the first address.
     *
     * @throws Broken if too many in a row had no new bytes
     */
    void failed(String what, Throwable cause) {
        if (arrived > before) {
            inVain = 0;
            again();
        } else {
            failedInVain(what, cause);
        }
    }

    /** Counts the request as one without new bytes, whatever it received. */
    void failedInVain(String what, Throwable cause) {
        inVain++;
        if (inVain >= MOST_IN_VAIN) {
            throw broken(what, cause);
        }
        again();
    }

    private void again() {
        address = origin;
        redirects = 0;
    }

    private Broken broken(String what, Throwable cause) {
        return new Broken(
                Broken.Part.OUTSIDE,
                Kind.DOWNLOAD_FAILED,
                "%s %s; %d bytes have arrived.".formatted(host(), what, arrived),
                cause);
    }

    /** A permanent error in the server's answer. */
    Rejected refused(String what) {
        return new Rejected(Kind.DOWNLOAD_FAILED, host() + " " + what + ".");
    }

    /** The current host. Path and query are not shown in messages, because they may contain a signature. */
    String host() {
        return address.getHost();
    }

    URI address() {
        return address;
    }

    Path file() {
        return file;
    }

    String fileName() {
        return fileName;
    }

    String version() {
        return version;
    }

    long arrived() {
        return arrived;
    }

    void arrived(long bytes) {
        arrived += bytes;
    }

    /** All bytes are here. */
    void end() {
        whole = true;
    }

    boolean isWhole() {
        return whole;
    }
}
