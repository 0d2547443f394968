package outbound;

import org.jboss.logging.Logger;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Enforces the time limit of one outbound call ({@link CallLimits}) by closing its connection, which unblocks the
 * waiting thread.
 */
final class CallWatch {

    private static final Logger LOG = Logger.getLogger(CallWatch.class);
    /** Closing a connection does not normally block; the second thread is for the case that it does. */
    private static final int CLOSERS = 2;

    private static final long NEVER = Long.MAX_VALUE;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    /** Name look-up and TLS handshake can only find the call by their thread. */
    private static final ThreadLocal<CallWatch> CURRENT = new ThreadLocal<>();

    private final CallLimits limits;
    private final long callerEnd;
    private final Closeable connection;
    private long end;
    private long written;
    private long received;
    private boolean sending;
    private boolean receiving;
    private boolean sent;
    private boolean late;
    private boolean over;
    private Closeable handshake;
    private Future<?> alarm;

    /**
     * Starts the clock.
     *
     * @param left the caller's remaining time for the whole call, or null if it has no limit
     * @param connection is closed when the time is up
     */
    CallWatch(CallLimits limits, Duration left, Closeable connection) {
        this.limits = limits;
        this.connection = connection;
        long now = System.nanoTime();
        this.callerEnd = left == null ? NEVER : now + left.toNanos();
        this.end = end(now);
        arm(now);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(CLOSERS, task -> {
            Thread thread = new Thread(task, "outbound-calls");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** The call that this thread makes. */
    static Optional<CallWatch> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Sets the call that this thread makes; null for none. */
    static void current(CallWatch watch) {
        if (watch == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(watch);
        }
    }

    private long end(long now) {
        return earlier(now + limits.timeout().toNanos(), callerEnd);
    }

    private static long earlier(long ofPhase, long ofCaller) {
        return ofCaller == NEVER || ofPhase - ofCaller < 0 ? ofPhase : ofCaller;
    }

    private synchronized void arm(long now) {
        if (!over) {
            alarm = CLOCK.schedule(this::ring, Math.max(1, end - now), TimeUnit.NANOSECONDS);
        }
    }

    private void ring() {
        Closeable open;
        synchronized (this) {
            if (over) {
                return;
            }
            long now = System.nanoTime();
            if (sending && isFastEnough(written, limits.uploadRate())
                    || receiving && isFastEnough(received, limits.downloadRate())) {
                written = 0;
                received = 0;
                end = end(now);
            }
            if (end - now > 0) {
                arm(now);
                return;
            }
            late = true;
            over = true;
            open = handshake;
        }
        close(open);
        close(connection);
    }

    private boolean isFastEnough(long bytes, long rate) {
        return bytes >= rate * limits.timeout().toMillis() / 1000.0;
    }

    private static void close(Closeable open) {
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debugf("A timed-out connection could not be closed: %s", e);
            }
        }
    }

    /** The remaining time, for steps with a limit of their own. */
    synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /**
     * The socket is open; the handshake begins.
     *
     * @throws CallTimeoutException if the time is up: no other address of the name is tried
     */
    synchronized void handshakes(Closeable socket) throws CallTimeoutException {
        if (late) {
            throw new CallTimeoutException(sent, null);
        }
        handshake = socket;
    }

    /** The connection is established and the request is sent. */
    synchronized void connected() {
        handshake = null;
        sent = true;
    }

    /** A large body begins. */
    synchronized void sendsBody() {
        sending = limits.uploadRate() > 0;
        written = 0;
        restart();
    }

    /** A part of the body was sent. */
    synchronized void wrote(long bytes) {
        written += bytes;
    }

    /**
     * A large body was passed to the system, which may still hold a part of it. The time for the answer starts when the
     * body has arrived.
     */
    synchronized void sentBody(long bytes) {
        sending = false;
        restart();
        end = earlier(end + limits.arrival(bytes).toNanos(), callerEnd);
    }

    /** The head of a large answer is there, and its body begins. */
    synchronized void receivesBody() {
        receiving = limits.downloadRate() > 0;
        received = 0;
        if (receiving) {
            end = end(System.nanoTime());
        }
    }

    /** A part of it has arrived. */
    synchronized void received(long bytes) {
        received += bytes;
    }

    /** Returns true while a large answer is being received; an unwanted one is not read to its end. */
    synchronized boolean isReceiving() {
        return receiving && !over;
    }

    /** An alarm set for an earlier moment finds that time is left, and is set again. */
    private void restart() {
        if (limits.uploadRate() > 0) {
            end = end(System.nanoTime());
        }
    }

    /** The call has ended. */
    synchronized void end() {
        over = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** Aborts the call because its answer is no longer needed. */
    void abort() {
        end();
        close(connection);
    }

    synchronized boolean isLate() {
        return late;
    }

    /** Returns the failure of a call: a timeout if that was the cause, else the given one. */
    synchronized IOException explain(IOException failure) {
        return late && !(failure instanceof CallTimeoutException) ? new CallTimeoutException(sent, failure) : failure;
    }
}
