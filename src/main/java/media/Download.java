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

/** One run's download of a file: where it is, how much has arrived, and what has gone wrong so far. */
final class Download {

    private static final int MOST_REDIRECTS = 5;
    /** Requests in a row that bring nothing. */
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
     * A download that has not begun.
     *
     * @param policy what may be called
     * @param most how long it may take
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

    /** From now on the bytes go here, from the first one. */
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

    /** How much time is left, in milliseconds. */
    long leftMillis() {
        return Math.max(1, Duration.between(Instant.now(), end).toMillis());
    }

    /**
     * Follows a redirect.
     *
     * @throws Rejected if it leads nowhere, to what is not called, or there were too many
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
     * A request was broken off, or failed in a way that may pass; the next one begins at the first address.
     *
     * @throws Broken if too many in a row brought nothing
     */
    void failed(String what, Throwable cause) {
        if (arrived > before) {
            inVain = 0;
            again();
        } else {
            failedInVain(what, cause);
        }
    }

    /** The same for a request that does not count, whatever it brought. */
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

    /** What is wrong with the server's answer, which would be the same again. */
    Rejected refused(String what) {
        return new Rejected(Kind.DOWNLOAD_FAILED, host() + " " + what + ".");
    }

    /** The host that is asked now. Path and query stay out of messages: they may hold a signature. */
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
