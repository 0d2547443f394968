package routes;

import static flow.Bodies.on;
import static flow.Bodies.to;
import static flow.Bodies.when;

import io.quarkus.arc.Unremovable;
import jobs.WakeUps;
import jobs.WakeUps.Round;
import org.apache.camel.builder.RouteBuilder;
import queue.StreamInfo;

import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Wakes due jobs without a wake-up in the queue: the push failed, a wait or a lease is over, or Redis lost the wake-up
 * with its data. Any number of processes relay; each row is taken by one.
 */
@Singleton
@Unremovable
public class RelayRoutes extends RouteBuilder {

    private final WakeUps wakeUps;

    @Inject
    public RelayRoutes(WakeUps wakeUps) {
        this.wakeUps = wakeUps;
    }

    @Override
    public void configure() {
        from("timer:relay?period={{creative.jobs.relay-interval}}&delay=0")
                .routeId("relay")
                .routeConfigurationId("task")
                .precondition("{{role.worker}}")
                .to("{{creative.queue.info}}")
                .process(to(StreamInfo.class, wakeUps::begin))
                .loopDoWhile(when(Round.class, Round::mayHaveMore))
                .process(on(Round.class, wakeUps::take))
                .filter(when(Round.class, Round::hasBatch))
                .process(to(Round.class, Round::batch))
                .to("direct:wake")
                .end()
                .end();

        // A job that was accepted, or is to be retried.
        from("{{creative.queue.wake-later-consumer}}")
                .routeId("wake-job")
                .routeConfigurationId("task")
                .process(to(UUID.class, WakeUps::one))
                .to("direct:wake");

        // Adds the ids in the body to the stream; they are soon marked as woken.
        from("direct:wake")
                .routeId("wake")
                .errorHandler(noErrorHandler())
                .to("{{creative.queue.wake}}")
                .process(wakeUps::woken);

        from("timer:mark-woken?period={{creative.jobs.relay-interval}}")
                .routeId("mark-woken")
                .routeConfigurationId("task")
                .process(timer -> wakeUps.note());
    }
}
