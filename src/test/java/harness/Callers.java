package harness;

import harness.FailurePlan.Order;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that create jobs. A caller without a 202 retries: with a key for the same job; without one for another job,
 * as it cannot know whether the first exists. Some cancel or retry a job later.
 */
final class Callers implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final long RETRY_MILLIS = 200;

    private final Cluster cluster;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Clip> clips = new ConcurrentHashMap<>();
    private final Map<String, Clip> accepted = new ConcurrentHashMap<>();
    private final List<String> inOrder = new CopyOnWriteArrayList<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    Callers(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Creates a job in the background. */
    void ask(Order order) {
        waiting.incrementAndGet();
        threads.execute(() -> ask(order, 1));
    }

    private void ask(Order order, int attempt) {
        Clip clip = clips.computeIfAbsent(
                order.keyed() ? order.name() : order.name() + "-try-" + attempt,
                name -> cluster.clip(name, order.bytes()));
        try {
            ApiClient.Answer answer = order.keyed()
                    ? cluster.api().submitOnce(order.clientId(), clip, order.name())
                    : cluster.api().submit(order.clientId(), clip);
            if (answer.accepted()) {
                if (accepted.put(answer.jobId(), clip) == null) {
                    inOrder.add(answer.jobId());
                }
                waiting.decrementAndGet();
                return;
            }
        } catch (IOException e) {
            // the API is down, or stopped during the call
        }
        threads.schedule(() -> ask(order, attempt + 1), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Cancels one of the accepted jobs, selected by a random number, in the background. */
    void cancel(int lot) {
        one(lot).ifPresent(jobId -> {
            cancelled.add(jobId);
            soon(() -> cluster.api().cancel(jobId));
        });
    }

    /** Retries one of the accepted jobs, in the background; most of them cannot be retried. */
    void retry(int lot) {
        one(lot).ifPresent(jobId -> soon(() -> cluster.api().retry(jobId)));
    }

    private void soon(Callable<ApiClient.Answer> call) {
        waiting.incrementAndGet();
        threads.execute(() -> {
            askOnce(call);
            waiting.decrementAndGet();
        });
    }

    /** Retries a job, and waits for the answer. */
    void retry(String jobId) {
        askOnce(() -> cluster.api().retry(jobId));
    }

    private Optional<String> one(int lot) {
        List<String> known = List.copyOf(inOrder);
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(lot % known.size()));
    }

    /** The answer may be lost: only the job's outcome matters. */
    private static void askOnce(Callable<ApiClient.Answer> call) {
        try {
            call.call();
        } catch (Exception e) {
            // the API is down, or stopped during the call
        }
    }

    /** Returns true if a caller has cancelled this job. */
    boolean hasCancelled(String jobId) {
        return cancelled.contains(jobId);
    }

    /** Returns true if every order has a 202, and every other call has ended. */
    boolean allAnswered() {
        return waiting.get() == 0;
    }

    /** The clips sent, accepted or not. */
    Collection<Clip> clips() {
        return clips.values();
    }

    /** The jobs whose 202 was received. */
    Map<String, Clip> accepted() {
        return accepted;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
