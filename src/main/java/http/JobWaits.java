package http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jobs.Job;
import jobs.JobFeed;
import jobs.JobFeed.News;
import jobs.JobRepository;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import shares.Refusals;
import shares.SharedLimit;
import shares.SharesConfig;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Holds calls with {@code wait} until their job's status or step has changed or the time is up; then they are answered
 * like all others. A wait also ends when the caller disconnects or its key is revoked. It holds a connection and no
 * thread.
 */
@Singleton
public class JobWaits {

    private static final Logger LOG = Logger.getLogger(JobWaits.class);

    /** After the {@link Gate} has checked the head, and before the call is queued. */
    private static final int BEFORE_ITS_TURN = -35;

    private static final String WAIT = "wait";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,5})(ms|s)");

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final JobRepository jobs;
    private final JobFeed feed;
    private final boolean active;
    private final JobFollowers waits;

    @Inject
    JobWaits(
            JobRepository jobs,
            JobFeed feed,
            ApiConnections connections,
            SharesConfig shares,
            Refusals refusals,
            Vertx vertx,
            @ConfigProperty(name = "role.api", defaultValue = "true") boolean active) {
        this.jobs = jobs;
        this.feed = feed;
        this.active = active;
        this.waits = new JobFollowers(
                SharedLimit.WAITS,
                connections.maxWatchers(),
                "calls waiting for a job",
                connections,
                shares,
                refusals,
                vertx);
    }

    void open(@Observes Router router) {
        if (active) {
            router.get("/v1/jobs/:job_id").order(BEFORE_ITS_TURN).handler(this::hold);
        }
    }

    private void hold(RoutingContext request) {
        Duration time = time(request.queryParam(WAIT));
        if (time.isZero()) {
            request.next();
            return;
        }
        waits.admit(request, jobs::find, job -> begin(request, job, time), failure -> {
            // The call is answered all the same; a persistent error is reported there.
            LOG.debugf("A wait cannot start: %s", failure.getMessage());
            request.next();
        });
    }

    /** The requested time; zero if it is absent or invalid, which the validator reports. */
    static Duration time(List<String> parameters) {
        Matcher matcher = DURATION.matcher(parameters.size() == 1 ? parameters.get(0) : "");
        if (!matcher.matches()) {
            return Duration.ZERO;
        }
        long number = Long.parseLong(matcher.group(1));
        Duration time = "ms".equals(matcher.group(2)) ? Duration.ofMillis(number) : Duration.ofSeconds(number);
        return time.compareTo(LONGEST) > 0 ? Duration.ZERO : time;
    }

    private void begin(RoutingContext request, Optional<Job> job, Duration time) {
        if (job.isEmpty() || job.get().status().isFinal()) {
            request.next();
        } else {
            new Held(request, job.get()).begin(time);
        }
    }

    /** A waiting call. All methods run on the request's event loop. */
    private final class Held {

        private final RoutingContext request;
        private final Job before;
        private final String keyId;
        private final Context context = Vertx.currentContext();
        private JobFeed.Follower follower;
        private long timer;
        private boolean over;

        Held(RoutingContext request, Job before) {
            this.request = request;
            this.before = before;
            this.keyId = Identities.keyId(request.user());
        }

        void begin(Duration time) {
            timer = request.vertx().setTimer(time.toMillis(), up -> answer());
            request.addEndHandler(left -> end());
            follow(0);
        }

        private void follow(long after) {
            follower = feed.next(before.jobId(), after, keyId, news -> context.runOnContext(turn -> look(news, after)));
        }

        private void look(News news, long after) {
            if (over) {
                return;
            }
            if (news.revoked()) {
                end();
                ApiKeyMechanism.refuse(request);
            } else if (news.ended()
                    || news.status() != before.status()
                    || !Objects.equals(news.step(), before.step())) {
                answer();
            } else {
                follow(news.lastEvent(after));
            }
        }

        private void answer() {
            if (!over) {
                end();
                request.next();
            }
        }

        private void end() {
            over = true;
            request.vertx().cancelTimer(timer);
            if (follower != null) {
                follower.leave();
            }
        }
    }
}
